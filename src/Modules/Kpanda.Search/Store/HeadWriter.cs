using System.Buffers;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Packing;

namespace Kpanda.Search.Store;

/// <summary>Writes the columns of an object as bytes; <see cref="HeadReader"/> reads them. The layout belongs to <see cref="IndexSchema.Format"/>.</summary>
internal static class HeadWriter
{
    private const int GuidSize = 16;

    // Everything of one size (the UID, four numbers, the severity) and the counts of what follows.
    private const int MostFixed = GuidSize + (4 * sizeof(long)) + 1 + (4 * PackWriter.LongestNumber);

    public static byte[] Write(ObjectHead head)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LongestOf(head));
        try
        {
            var writer = new PackWriter(buffer);
            Write(ref writer, head);
            return buffer.AsSpan(0, writer.Length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Write(ref PackWriter writer, ObjectHead head)
    {
        writer.WriteText(head.Key.Namespace);
        writer.WriteText(head.Key.Name);
        Write(ref writer, head.Uid);
        writer.WriteNumber(head.Owners.Length);
        foreach (var owner in head.Owners) Write(ref writer, owner);
        writer.WriteNumber(head.Labels.Count);
        foreach (var (key, value) in head.Labels)
        {
            writer.WriteText(key);
            writer.WriteText(value);
        }

        writer.WriteLong(head.Created);
        writer.WriteLong(head.Changed);
        writer.WriteLong(head.Version);
        writer.WriteLong((long)head.Content);
        Write(ref writer, head.Status);
        writer.WriteNumber(head.Fields.Length);
        foreach (var field in head.Fields) writer.WriteText(field);
    }

    private static void Write(ref PackWriter writer, KindStatus status)
    {
        writer.WriteText(status.State);
        writer.WriteByte((byte)status.Severity);
        writer.WriteText(status.Reason);
        writer.WriteNumber(status.Parameters.Count);
        foreach (var (name, value) in status.Parameters)
        {
            writer.WriteText(name);
            writer.WriteText(value);
        }
    }

    private static void Write(ref PackWriter writer, Guid guid)
    {
        Span<byte> bytes = stackalloc byte[GuidSize];
        guid.TryWriteBytes(bytes);
        writer.Write(bytes);
    }

    private static int LongestOf(ObjectHead head)
    {
        var longest = MostFixed + (GuidSize * head.Owners.Length) + PackWriter.LongestText(head.Key.Namespace) + PackWriter.LongestText(head.Key.Name)
            + PackWriter.LongestText(head.Status.State) + PackWriter.LongestText(head.Status.Reason);
        foreach (var (key, value) in head.Labels) longest += PackWriter.LongestText(key) + PackWriter.LongestText(value);
        foreach (var (name, value) in head.Status.Parameters) longest += PackWriter.LongestText(name) + PackWriter.LongestText(value);
        foreach (var field in head.Fields) longest += PackWriter.LongestText(field);
        return longest;
    }
}
