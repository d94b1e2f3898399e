using System.Buffers;
using System.Text;
using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Index;

/// <summary>One kind of the mix: a text with places, filled in for each object. Safe for concurrent use.</summary>
internal sealed class MixedKind
{
    private readonly ObjectMix _mix;
    private readonly int _number;
    private readonly MixedKind? _owner;
    private readonly (byte[] Before, MixedPlace? Place)[] _parts;

    public MixedKind(ObjectMix mix, int number, GroupVersionResource gvr, JsonElement kind, int count, MixedKind? owner)
    {
        (_mix, _number, Gvr, Count, _owner) = (mix, number, gvr, count, owner);
        Kind = kind.GetProperty("kind").GetString()!;
        Namespaced = kind.GetProperty("namespaced").GetBoolean();
        _parts = [.. Split(kind.GetProperty("object").GetRawText())];
    }

    public GroupVersionResource Gvr { get; }

    public string Kind { get; }

    public bool Namespaced { get; }

    /// <summary>How many a cluster has.</summary>
    public int Count { get; }

    /// <summary>An object as its member sends it.</summary>
    /// <param name="cluster">Number of the cluster.</param>
    /// <param name="number">Which of its objects.</param>
    /// <param name="version">Its resource version; higher than the first one, it is told as changed.</param>
    public ReadOnlyMemory<byte> Make(int cluster, int number, long version = 1)
    {
        var output = new ArrayBufferWriter<byte>(8 * 1024);
        var values = new MixedValues(_mix, this, cluster, number, version);
        foreach (var (before, place) in _parts)
        {
            output.Write(before);
            if (place is not null) Encoding.UTF8.GetBytes(values.Of(place), output);
        }

        return output.WrittenMemory;
    }

    /// <summary>The owner of an object; the deployment that it belongs to is the owner's owner, and so on.</summary>
    internal (MixedKind Kind, int Number)? OwnerOf(int number) => _owner is null ? null : (_owner, (int)((long)number * _owner.Count / Count));

    internal ulong Seed(int cluster, int number) => MixedValues.Mix(((ulong)cluster << 32) ^ ((ulong)_number << 56) ^ (uint)number);

    // A place stands as ${name} or ${name:what}; a string that is nothing but #${…} becomes a number.
    private static IEnumerable<(byte[], MixedPlace?)> Split(string text)
    {
        for (var at = 0; ;)
        {
            var begin = text.IndexOf("${", at, StringComparison.Ordinal);
            if (begin < 0)
            {
                yield return (Encoding.UTF8.GetBytes(text[at..]), null);
                yield break;
            }

            var end = text.IndexOf('}', begin);
            var isNumber = begin > 1 && text[(begin - 2)..begin] == "\"#";
            yield return (Encoding.UTF8.GetBytes(text[at..(isNumber ? begin - 2 : begin)]), MixedPlace.Parse(text[(begin + 2)..end]));
            at = isNumber ? end + 2 : end + 1;
        }
    }
}
