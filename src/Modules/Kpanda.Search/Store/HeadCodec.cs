using System.Text;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Store;

/// <summary>Columns of an object as bytes. The layout belongs to <see cref="IndexSchema.Format"/>.</summary>
internal static class HeadCodec
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

    /// <exception cref="InvalidDataException">The bytes were not written by <see cref="Write(ObjectHead)"/>.</exception>
    public static ObjectHead Read(byte[] bytes)
    {
        try
        {
            return Parse(bytes);
        }
        catch (Exception broken) when (broken is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The columns of a stored object cannot be read.", broken);
        }
    }

    private static ObjectHead Parse(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        return new ObjectHead(new ObjectKey(StringPool.Share(reader.ReadString()), reader.ReadString()))
        {
            Uid = ReadGuid(reader),
            Owners = ReadMany(reader, ReadGuid),
            Labels = LabelSet.Of([.. ReadMany(reader, static r => KeyValuePair.Create(StringPool.Share(r.ReadString()), StringPool.Share(r.ReadString())))]),
            Created = reader.ReadInt64(),
            Changed = reader.ReadInt64(),
            Version = reader.ReadInt64(),
            Content = reader.ReadUInt64(),
            Status = ReadStatus(reader),
            Fields = ReadMany(reader, static r => r.ReadString()),
        };
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

    private static KindStatus ReadStatus(BinaryReader reader)
    {
        var state = StringPool.Share(reader.ReadString());
        var severity = (StatusSeverity)reader.ReadByte();
        var reason = StringPool.Share(reader.ReadString());
        var parameters = ReadMany(reader, static r => KeyValuePair.Create(StringPool.Share(r.ReadString()), r.ReadString()));
        return new(state, severity, reason, parameters.Length == 0 ? KindStatus.None.Parameters : new Dictionary<string, string>(parameters, StringComparer.Ordinal));
    }

    private static void Write(BinaryWriter writer, Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes);
        writer.Write(bytes);
    }

    private static Guid ReadGuid(BinaryReader reader)
    {
        Span<byte> bytes = stackalloc byte[16];
        reader.BaseStream.ReadExactly(bytes);
        return new(bytes);
    }

    private static T[] ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var count = reader.Read7BitEncodedInt();
        if (count == 0) return [];
        if (count < 0 || count > reader.BaseStream.Length) throw new InvalidDataException("A stored list says that it is longer than what holds it.");
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = read(reader);
        return values;
    }
}
