using System.Formats.Asn1;
using System.Numerics;
using System.Text;

namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>Writes and reads the messages of RFC 4511 that are used here.</summary>
internal static class LdapMessage
{
    public const int BindResponse = 1;
    public const int SearchEntry = 4;
    public const int SearchDone = 5;
    public const int SearchReference = 19;
    public const int ExtendedResponse = 24;

    private const string PagedResults = "1.2.840.113556.1.4.319";
    private const string StartTlsName = "1.3.6.1.4.1.1466.20037";

    /// <param name="Operation">Tag of the operation.</param>
    /// <param name="Body">The operation, of which nothing is read yet.</param>
    /// <param name="Cookie">Where the next page begins; empty where there is none.</param>
    internal readonly record struct Received(int Id, int Operation, AsnReader Body, byte[] Cookie);

    public static byte[] Bind(int id, string dn, string password) => Message(
        id,
        writer =>
        {
            using (writer.PushSequence(Application(0)))
            {
                writer.WriteInteger(3);
                writer.WriteOctetString(Encoding.UTF8.GetBytes(dn));
                writer.WriteOctetString(Encoding.UTF8.GetBytes(password), new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        });

    public static byte[] Unbind(int id) => Message(id, writer => writer.WriteNull(Application(2)));

    public static byte[] StartTls(int id) => Message(
        id,
        writer =>
        {
            using (writer.PushSequence(Application(23))) writer.WriteOctetString(Encoding.ASCII.GetBytes(StartTlsName), new Asn1Tag(TagClass.ContextSpecific, 0));
        });

    public static byte[] Search(int id, LdapSearch search, byte[] cookie) => Message(
        id,
        writer =>
        {
            using (writer.PushSequence(Application(3)))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(search.Base));
                writer.WriteEnumeratedValue(search.Scope);
                // Aliases lead elsewhere: never.
                writer.WriteEncodedValue([0x0a, 0x01, 0x00]);
                writer.WriteInteger(search.PageSize is null ? search.Most + 1 : 0);
                writer.WriteInteger(0);
                writer.WriteBoolean(false);
                search.Filter.Write(writer);
                using (writer.PushSequence())
                {
                    foreach (var attribute in search.Attributes) writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute));
                }
            }

            if (search.PageSize is not { } size) return;
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteOctetString(Encoding.ASCII.GetBytes(PagedResults));
                var value = new AsnWriter(AsnEncodingRules.BER);
                using (value.PushSequence())
                {
                    value.WriteInteger(size);
                    value.WriteOctetString(cookie);
                }

                writer.WriteOctetString(value.Encode());
            }
        });

    /// <exception cref="AsnContentException">It is no such message.</exception>
    public static Received Read(byte[] bytes)
    {
        var message = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        if (!message.TryReadInt32(out var id)) throw new AsnContentException("The message has no number.");
        var tag = message.PeekTag();
        if (tag.TagClass != TagClass.Application) throw new AsnContentException("The message has no operation.");
        var body = message.ReadSequence(tag);
        return new Received(id, tag.TagValue, body, message.HasData ? Cookie(message.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) : []);
    }

    /// <summary>The code and the words of a result.</summary>
    public static (int Code, string Words) Result(AsnReader body)
    {
        var code = (int)new BigInteger(body.ReadEnumeratedBytes().Span, isBigEndian: true);
        body.ReadOctetString();
        return (code, Encoding.UTF8.GetString(body.ReadOctetString()));
    }

    public static LdapEntry Entry(AsnReader body)
    {
        var dn = Encoding.UTF8.GetString(body.ReadOctetString());
        var attributes = new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.OrdinalIgnoreCase);
        var list = body.ReadSequence();
        while (list.HasData)
        {
            var attribute = list.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString());
            var set = attribute.ReadSetOf(skipSortOrderValidation: true);
            var values = new List<byte[]>();
            while (set.HasData) values.Add(set.ReadOctetString());
            attributes[name] = values;
        }

        return new LdapEntry(dn, attributes);
    }

    private static byte[] Cookie(AsnReader controls)
    {
        while (controls.HasData)
        {
            var control = controls.ReadSequence();
            var name = Encoding.ASCII.GetString(control.ReadOctetString());
            if (control.HasData && control.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean)) control.ReadBoolean();
            if (name != PagedResults || !control.HasData) continue;
            var value = new AsnReader(control.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
            value.ReadInteger();
            return value.ReadOctetString();
        }

        return [];
    }

    private static byte[] Message(int id, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            write(writer);
        }

        return writer.Encode();
    }

    private static Asn1Tag Application(int number) => new(TagClass.Application, number);
}
