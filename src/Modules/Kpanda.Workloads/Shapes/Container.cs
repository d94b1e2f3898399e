using System.Text.Json;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Container
{
    public string Name { get; init; } = "";

    public string Image { get; init; } = "";

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<Ports>? Ports { get; init; }

    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    public IReadOnlyList<EnvVar>? Env { get; init; }

    public ResourceRequirements? Resources { get; init; }

    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    public Probe? LivenessProbe { get; init; }

    public Probe? ReadinessProbe { get; init; }

    public Probe? StartupProbe { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public string? ImagePullPolicy { get; init; }

    public SecurityContext? SecurityContext { get; init; }
}

/// <summary>Kubernetes writes the fields of the container beside <c>targetContainerName</c>; the published form nests them.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record EphemeralContainer(Container EphemeralContainerCommon, string TargetContainerName)
{
    internal sealed class Converter : JsonConverter<EphemeralContainer>
    {
        public override EphemeralContainer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var flat = JsonElement.ParseValue(ref reader);
            return new(flat.Deserialize<Container>(options)!, flat.Text("targetContainerName"));
        }

        public override void Write(Utf8JsonWriter writer, EphemeralContainer value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("ephemeralContainerCommon");
            JsonSerializer.Serialize(writer, value.EphemeralContainerCommon, options);
            writer.WriteString("targetContainerName", value.TargetContainerName);
            writer.WriteEndObject();
        }
    }
}

internal sealed record Ports
{
    public int ContainerPort { get; init; }

    public int HostPort { get; init; }

    public string? Name { get; init; }

    public string? Protocol { get; init; }
}

internal sealed record VolumeMount
{
    public string Name { get; init; } = "";

    public bool ReadOnly { get; init; }

    public string MountPath { get; init; } = "";

    public string? SubPath { get; init; }

    public string? MountPropagation { get; init; }

    public string? SubPathExpr { get; init; }
}

internal sealed record SecurityContext
{
    public bool? Privileged { get; init; }

    public long RunAsUser { get; init; }
}
