using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api;

/// <summary>
/// The snapshots behind lists that are read page by page. A later page shows the state of the first, as etcd's revisions do; a snapshot
/// is an array of references and is kept a few minutes.
/// </summary>
internal sealed class ListPages(TimeProvider time)
{
    private const int Most = 256;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(GroupResource Resource, string Namespace, long Version), Snapshot> snapshots = new();

    public static string Token(long version, StoredObject last) =>
        Encode($$"""{"v":"meta.k8s.io/v1","rv":{{version.ToString(CultureInfo.InvariantCulture)}},"start":{{JsonSerializer.Serialize($"{last.Key.Namespace}/{last.Key.Name}")}}}""");

    public void Keep(GroupResource resource, string ns, ObjectList list)
    {
        var now = time.GetUtcNow();
        foreach (var (key, old) in snapshots)
        {
            if (old.Until < now || snapshots.Count > Most) snapshots.TryRemove(key, out _);
        }

        snapshots.TryAdd((resource, ns, list.ResourceVersion), new(list.Items, now + Kept));
    }

    /// <summary>Forgets all: what was listed is not what there was.</summary>
    public void Clear() => snapshots.Clear();

    /// <summary>The rest of a list after the page that a token ends.</summary>
    public (ObjectList List, KubeStatus? Failure) Resume(ObjectStore store, GroupResource resource, string ns, string token)
    {
        var (version, start, problem) = Decode(token);
        if (problem is not null) return (default, Failure.BadRequest(problem));
        var slash = start.IndexOf('/', StringComparison.Ordinal);
        var after = new ObjectKey(start[..slash], start[(slash + 1)..]);
        IReadOnlyList<StoredObject> items;
        if (version < 0)
        {
            // The token of a client that accepts a list whose pages show different states.
            (items, version) = store.Snapshot(resource, ns);
        }
        else if (snapshots.TryGetValue((resource, ns, version), out var snapshot) && snapshot.Until >= time.GetUtcNow())
        {
            items = snapshot.Items;
        }
        else
        {
            return (default, Expired(start));
        }

        return (new([.. items.Where(i => IsAfter(i.Key, after))], version), null);
    }

    private static bool IsAfter(ObjectKey key, ObjectKey other)
    {
        var order = string.CompareOrdinal(key.Namespace, other.Namespace);
        return order > 0 || (order == 0 && string.CompareOrdinal(key.Name, other.Name) > 0);
    }

    private static KubeStatus Expired(string start) =>
        Failure.Expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.")
        with
        { Metadata = new() { ["continue"] = Encode($$"""{"v":"meta.k8s.io/v1","rv":-1,"start":{{JsonSerializer.Serialize(start)}}}""") } };

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static (long Version, string Start, string? Problem) Decode(string token)
    {
        byte[] bytes;
        try
        {
            var standard = token.Replace('-', '+').Replace('_', '/');
            bytes = Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            return (0, "", "invalid continue token: continue key is not valid: illegal base64 data at input byte 0");
        }

        if (BodyReader.Read(bytes) is not (JsonObject node, _, null) || node.Number("rv") is not { } version || node.Text("start") is not { } start || !start.Contains('/', StringComparison.Ordinal))
            return (0, "", "invalid continue token: continue key is not valid: " + (BodyReader.Read(bytes).Error ?? "version missing"));
        return (version, start, null);
    }

    private sealed record Snapshot(IReadOnlyList<StoredObject> Items, DateTimeOffset Until);
}
