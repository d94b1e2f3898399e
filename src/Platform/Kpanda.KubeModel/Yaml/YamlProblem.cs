namespace Kpanda.KubeModel.Yaml;

/// <summary>Why a text is not readable YAML. Lines and columns count from 1.</summary>
public sealed record YamlProblem(int Line, int Column, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"line {Line}: {Message}";
}
