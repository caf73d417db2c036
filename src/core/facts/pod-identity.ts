/**
 * The keys of the session tags that EKS Pod Identity sets. They identify the pods. An association may turn them off.
 *
 * @source awsdocs/amazon-eks-user-guide: latest/ug/manage-access/aws-access/pod-id-abac.adoc (read 2026-11-29)
 * @source awsdocs/amazon-eks-user-guide: latest/ug/manage-access/aws-access/pod-id-role.adoc (read 2026-11-29): as keys of a trust policy
 * @source aws/aws-eks-best-practices: content/security/docs/iam.md (read 2026-11-29): requests also have keys of their source
 * @assumed that the source's account is one of them, as in AWS's sample policies
 */
export const POD_KEYS = {
  CLUSTER: 'aws:RequestTag/eks-cluster-arn',
  CLUSTER_NAME: 'aws:RequestTag/eks-cluster-name',
  NAMESPACE: 'aws:RequestTag/kubernetes-namespace',
  SERVICE_ACCOUNT: 'aws:RequestTag/kubernetes-service-account',
  POD_NAME: 'aws:RequestTag/kubernetes-pod-name',
  POD_UID: 'aws:RequestTag/kubernetes-pod-uid',
} as const;

/**
 * The form of an EKS cluster's ARN.
 *
 * @source boto/botocore: botocore/data/eks/2017-11-01/service-2.json (read 2026-11-29): ClusterName
 */
export const CLUSTER_ARN = /^arn:aws[a-z-]*:eks:[a-z0-9-]+:\d{12}:cluster\/[0-9A-Za-z][\w-]{0,99}$/;

/**
 * The forms of the names of namespaces and of service accounts in Kubernetes.
 *
 * @source https://kubernetes.io/docs/concepts/overview/working-with-objects/names (read 2026-11-29): a label, and a subdomain of DNS
 */
export const KUBERNETES_NAMES = {
  namespace: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  serviceAccount: /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
} as const;
