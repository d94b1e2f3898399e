using System.Collections.Frozen;
using Kpanda.KubeModel;

namespace Kpanda.Search.Kinds;

/// <summary>All registered descriptors. Two of one collection, or two of one published segment, are a bug and stop the start.</summary>
public sealed class KindRegistry
{
    private readonly FrozenDictionary<GroupResource, KindDescriptor> _byResource;
    private readonly FrozenDictionary<string, KindDescriptor> _bySegment;

    /// <summary>Takes the descriptors that dependency injection has.</summary>
    public KindRegistry(IEnumerable<KindDescriptor> descriptors)
    {
        All = [.. descriptors];
        _byResource = All.ToFrozenDictionary(d => d.Resource);
        _bySegment = All.ToFrozenDictionary(d => d.Segment, StringComparer.Ordinal);
    }

    /// <summary>Every descriptor.</summary>
    public IReadOnlyList<KindDescriptor> All { get; }

    /// <summary>The descriptor with a word in published paths; null where there is none.</summary>
    public KindDescriptor? FindSegment(string segment) => _bySegment.GetValueOrDefault(segment);

    /// <summary>The descriptor of a collection; null where it has none.</summary>
    public KindDescriptor? Find(GroupResource resource) => _byResource.GetValueOrDefault(resource);
}
