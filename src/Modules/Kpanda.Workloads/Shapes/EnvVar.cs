using System.Text.Json.Serialization;

namespace Kpanda.Workloads.Shapes;

internal sealed record EnvVar
{
    public string Name { get; init; } = "";

    public string? Value { get; init; }

    public EnvVarSource? ValueFrom { get; init; }
}

internal sealed record EnvVarSource
{
    public ObjectFieldSelector? FieldRef { get; init; }

    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    [JsonPropertyName("ConfigMapKeyRef")]
    public ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    public SecretKeySelector? SecretKeyRef { get; init; }
}

internal sealed record EnvFromSource(string? Prefix, ConfigMapEnvSource? ConfigMapRef, SecretEnvSource? SecretRef);

internal sealed record ConfigMapEnvSource(string? Name, bool Optional);

internal sealed record SecretEnvSource(string? Name, bool Optional);

internal sealed record ConfigMapKeySelector(string? Name, string? Key, bool Optional);

internal sealed record SecretKeySelector(string? Name, string? Key, bool Optional);

internal sealed record ObjectFieldSelector(string? ApiVersion, string? FieldPath);

internal sealed record ResourceFieldSelector(string? ContainerName, string? Resource);
