using Kpanda.KubeModel;

namespace Kpanda.Search.Index;

/// <summary>What a member told of one object: its new state, or (without one) that it is gone.</summary>
/// <param name="Key">Namespace and name.</param>
/// <param name="Version">See <see cref="VersionNumber"/>.</param>
/// <param name="Object">Null when it is gone.</param>
internal readonly record struct TableChange(ObjectKey Key, long Version, ParsedObject? Object)
{
    public static TableChange Upsert(ParsedObject obj) => new(obj.Head.Key, obj.Head.Version, obj);

    public static TableChange Delete(ObjectKey key, long version) => new(key, version, null);
}
