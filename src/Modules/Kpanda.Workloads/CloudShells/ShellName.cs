using System.Buffers.Text;
using System.Text.Json;

namespace Kpanda.Workloads.CloudShells;

/// <summary>
/// The name of a cloud shell says what it is, so that nothing is stored and every replica knows it. It holds no secret, and is no right either: that is asked with each use.
/// </summary>
/// <param name="Type"><c>exec</c>, <c>logs</c>, <c>upload</c> or <c>download</c>.</param>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Container">Name of the container.</param>
/// <param name="Path">The file or directory; empty for none.</param>
/// <param name="Lines">How many lines of the log.</param>
/// <param name="Ticket">Id of the ticket; empty for none.</param>
/// <param name="Created">When it was made, in milliseconds since 1970.</param>
internal sealed record ShellName(string Type, string Cluster, string Namespace, string Pod, string Container, string Path, int Lines, string Ticket, long Created)
{
    private const int Longest = 16 * 1024;

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Reads it; null where it is none.</summary>
    public static ShellName? Parse(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text)) return null;
        try
        {
            return JsonSerializer.Deserialize<ShellName>(Base64Url.DecodeFromChars(text)) is { Type: not null, Cluster: not null, Namespace: not null, Pod: not null, Container: not null, Path: not null, Ticket: not null } name ? name : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
