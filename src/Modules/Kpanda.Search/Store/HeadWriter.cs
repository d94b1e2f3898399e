using System.Text;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Store;

/// <summary>Writes the columns of an object as bytes; <see cref="HeadReader"/> reads them. The layout belongs to <see cref="IndexSchema.Format"/>.</summary>
internal static class HeadWriter
{
    public static byte[] Write(ObjectHead head)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(head.Key.Namespace);
        writer.Write(head.Key.Name);
        Write(writer, head.Uid);
        writer.Write7BitEncodedInt(head.Owners.Length);
        foreach (var owner in head.Owners) Write(writer, owner);
        writer.Write7BitEncodedInt(head.Labels.Count);
        foreach (var (key, value) in head.Labels)
        {
            writer.Write(key);
            writer.Write(value);
        }

        writer.Write(head.Created);
        writer.Write(head.Changed);
        writer.Write(head.Version);
        writer.Write(head.Content);
        Write(writer, head.Status);
        writer.Write7BitEncodedInt(head.Fields.Length);
        foreach (var field in head.Fields) writer.Write(field);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Write(BinaryWriter writer, KindStatus status)
    {
        writer.Write(status.State);
        writer.Write((byte)status.Severity);
        writer.Write(status.Reason);
        writer.Write7BitEncodedInt(status.Parameters.Count);
        foreach (var (name, value) in status.Parameters)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static void Write(BinaryWriter writer, Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes);
        writer.Write(bytes);
    }
}
