using System.Text.Json;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Lists;

/// <summary>Makes the row of an object as the published lists show it, with what we add to it, in the person's language. Safe for concurrent use.</summary>
public sealed class RowRenderer(ErrorVocabulary words)
{
    private static readonly string[] Severities = [.. Enum.GetNames<StatusSeverity>().Select(name => name.ToLowerInvariant())];

    /// <summary>The published shape of <paramref name="obj"/>, <see cref="PublishedObject.Kpanda"/> filled in.</summary>
    public PublishedObject Render(KindDescriptor descriptor, IndexedObject obj, Language language)
    {
        var row = descriptor.ProjectObject(obj);
        row.Kpanda = new RowFacts(
            LiveChange.KeyOf(obj.Cluster, obj.Key.Namespace, obj.Key.Name),
            obj.Status.State,
            NameOf(obj.Status.Severity),
            obj.Status.Reason,
            Words(obj.Status, language));
        return row;
    }

    /// <summary>The same as UTF-8 JSON, as lists and the live channel send it.</summary>
    internal byte[] Write(KindDescriptor descriptor, IndexedObject obj, Language language) =>
        JsonSerializer.SerializeToUtf8Bytes<object>(Render(descriptor, obj, language), KpandaJson.Options);

    /// <summary>How far a cluster can be believed, in words.</summary>
    internal FreshnessNote Render(ClusterFreshness freshness, Language language) =>
        new(freshness.Cluster, freshness.Synced, freshness.Live, freshness.LastContact, freshness.Reason, Words(freshness.Reason, freshness.Cluster, language));

    /// <summary>A severity as rows have it.</summary>
    internal static string NameOf(StatusSeverity severity) => Severities[(int)severity];

    /// <summary>Why an object is as it is, in one sentence: the words of lists, details and overviews alike.</summary>
    internal string Words(KindStatus status, Language language) =>
        status.Reason.Length == 0 ? "" : words.Render(new Error(ErrorCode.Internal, status.Reason, status.Parameters), language);

    private string Words(string reason, string cluster, Language language) =>
        reason.Length == 0 ? "" : words.Render(Error.Of(ErrorCode.Unavailable, reason, ("cluster", cluster)), language);
}
