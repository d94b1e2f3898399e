using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Bodies.Protobuf;

/// <summary>
/// Reads Kubernetes' protobuf into the JSON that it stands for. Typed clients, some commands of kubectl among them, send it without asking.
/// </summary>
internal static class ProtobufReader
{
    public const string Media = "application/vnd.kubernetes.protobuf";
    private const int MaxDepth = 100;
    private static readonly byte[] Magic = "k8s\0"u8.ToArray();

    /// <summary>The object, or null with the reason where the bytes are not what they should be.</summary>
    public static (JsonObject? Object, string? Error) Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic)) return (null, "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        try
        {
            return Envelope(bytes[Magic.Length..]);
        }
        catch (InvalidDataException broken)
        {
            return (null, broken.Message);
        }
    }

    // runtime.Unknown: the type (1) and the message itself (2).
    private static (JsonObject? Object, string? Error) Envelope(ReadOnlySpan<byte> bytes)
    {
        string version = "", kind = "";
        ReadOnlySpan<byte> raw = default;
        var wire = new WireReader(bytes);
        while (wire.Next(out var number, out _))
        {
            switch (number)
            {
                case 1:
                    var type = new WireReader(wire.Bytes());
                    while (type.Next(out var part, out _))
                    {
                        var text = Encoding.UTF8.GetString(type.Bytes());
                        if (part == 1) version = text;
                        else if (part == 2) kind = text;
                    }

                    break;
                case 2:
                    raw = wire.Bytes();
                    break;
                default:
                    wire.Skip();
                    break;
            }
        }

        if (FactTable.Newest.Type(GroupVersionKind.Parse(version, kind))?.Name is not { } name)
            name = kind is "DeleteOptions" or "Status" ? "io.k8s.apimachinery.pkg.apis.meta.v1." + kind : "";
        if (ProtobufMessages.Instance.Find(name) is null) return (null, $"no kind \"{kind}\" is registered for version \"{version}\"");
        JsonObject obj = new() { ["kind"] = kind, ["apiVersion"] = version };
        Message(raw, name, obj, 0);
        return (obj, null);
    }

    private static void Message(ReadOnlySpan<byte> bytes, string name, JsonObject into, int depth)
    {
        if (depth > MaxDepth) throw new InvalidDataException("nested too deep");
        var fields = ProtobufMessages.Instance.Find(name) ?? throw new InvalidDataException($"unknown message {name}");
        var wire = new WireReader(bytes);
        while (wire.Next(out var number, out var form))
        {
            if (!fields.TryGetValue(number, out var field))
            {
                wire.Skip();
                continue;
            }

            if (field.Inline)
            {
                Message(wire.Bytes(), field.Type, into, depth + 1);
            }
            else if (field.Type.StartsWith("[]", StringComparison.Ordinal))
            {
                if (into[field.Name] is not JsonArray list) into[field.Name] = list = [];
                list.Add(Value(ref wire, field.Type[2..], form, depth));
            }
            else if (field.Type.StartsWith("{}", StringComparison.Ordinal))
            {
                Entry(wire.Bytes(), field.Type[2..], into.Ensure(field.Name), depth);
            }
            else
            {
                var value = Value(ref wire, field.Type, form, depth);
                if (!(field.DropsZero && IsZero(value))) into[field.Name] = value;
            }
        }
    }

    private static void Entry(ReadOnlySpan<byte> bytes, string type, JsonObject into, int depth)
    {
        var key = "";
        JsonNode? value = null;
        var wire = new WireReader(bytes);
        while (wire.Next(out var number, out var form))
        {
            if (number == 1) key = Encoding.UTF8.GetString(wire.Bytes());
            else value = Value(ref wire, type, form, depth);
        }

        // An empty value is left out on the wire.
        into[key] = value ?? (type is "string" or "bytes" ? "" : null);
    }

    private static JsonNode? Value(ref WireReader wire, string type, int form, int depth)
    {
        switch (type)
        {
            case "string":
                return Encoding.UTF8.GetString(wire.Bytes());
            case "bytes":
                return Convert.ToBase64String(wire.Bytes());
            case "bool":
                return wire.Number() != 0;
            case "int" when form == 0:
                return (long)wire.Number();
            case "double":
                return BitConverter.Int64BitsToDouble((long)wire.Number());
            case "Time" or "MicroTime":
                return Time(wire.Bytes(), type == "MicroTime");
            case "Quantity":
                return Text(wire.Bytes(), 1);
            case "Duration":
                return $"{TimeSpan.FromTicks(Number(wire.Bytes(), 1) / 100).TotalSeconds.ToString(CultureInfo.InvariantCulture)}s";
            case "IntOrString":
                var choice = wire.Bytes();
                return Number(choice, 1) == 0 ? Number(choice, 2) : Text(choice, 3);
            case "FieldsV1" or "RawExtension":
                return BodyReader.Read(Part(wire.Bytes(), 1).ToArray()).Node;
            default:
                if (type.StartsWith("[]", StringComparison.Ordinal)) return Items(wire.Bytes(), type[2..], depth);
                JsonObject child = [];
                Message(wire.Bytes(), type, child, depth + 1);
                return child;
        }
    }

    // A named list type travels as a message with its items.
    private static JsonArray Items(ReadOnlySpan<byte> bytes, string type, int depth)
    {
        JsonArray list = [];
        var wire = new WireReader(bytes);
        while (wire.Next(out _, out var form)) list.Add(Value(ref wire, type, form, depth));
        return list;
    }

    private static JsonNode? Time(ReadOnlySpan<byte> bytes, bool micro)
    {
        if (bytes.IsEmpty) return null;
        var time = DateTimeOffset.FromUnixTimeSeconds(Number(bytes, 1)).AddTicks(Number(bytes, 2) / 100);
        return micro ? KubeJson.MicroTimestamp(time) : KubeJson.Timestamp(time);
    }

    private static bool IsZero(JsonNode? value) => value switch
    {
        null => true,
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue scalar when scalar.TryGetValue<bool>(out var truth) => !truth,
        JsonValue scalar when scalar.TryGetValue<long>(out var number) => number == 0,
        _ => false,
    };

    private static string Text(ReadOnlySpan<byte> bytes, int wanted) => Encoding.UTF8.GetString(Part(bytes, wanted));

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, int wanted)
    {
        var wire = new WireReader(bytes);
        while (wire.Next(out var number, out _))
        {
            if (number == wanted) return wire.Bytes();
            wire.Skip();
        }

        return default;
    }

    private static long Number(ReadOnlySpan<byte> bytes, int wanted)
    {
        var wire = new WireReader(bytes);
        while (wire.Next(out var number, out _))
        {
            if (number == wanted) return (long)wire.Number();
            wire.Skip();
        }

        return 0;
    }

    /// <summary>Steps through the fields of one message.</summary>
    private ref struct WireReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;
        private int form;

        public bool Next(out int number, out int wireForm)
        {
            number = wireForm = 0;
            if (rest.IsEmpty) return false;
            var tag = Varint();
            number = (int)(tag >> 3);
            wireForm = form = (int)(tag & 7);
            return true;
        }

        public ulong Number() => form switch
        {
            0 => Varint(),
            1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(8)),
            5 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
            _ => throw new InvalidDataException("a number is expected"),
        };

        public ReadOnlySpan<byte> Bytes()
        {
            if (form != 2) throw new InvalidDataException("a length-delimited field is expected");
            var length = Varint();
            if (length > (ulong)rest.Length) throw new InvalidDataException("unexpected EOF");
            return Take((int)length);
        }

        public void Skip()
        {
            if (form == 2) Bytes();
            else Number();
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count > rest.Length) throw new InvalidDataException("unexpected EOF");
            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }

        private ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var next = Take(1)[0];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80) return value;
            }

            throw new InvalidDataException("a number is too long");
        }
    }
}
