/** The form of a Region's code, such as `af-south-1`. */
export const REGION_CODE = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
