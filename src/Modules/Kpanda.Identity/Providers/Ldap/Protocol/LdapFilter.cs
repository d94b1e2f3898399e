using System.Formats.Asn1;
using System.Text;

namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>
/// A search filter (RFC 4511, 4.5.1.7) as the directory reads it: made of parts, never of text that is put together. What somebody types is the value of an assertion, whatever characters it has.
/// </summary>
internal abstract record LdapFilter
{
    /// <summary>Matches entries whose attribute has the value, by the rule of the attribute.</summary>
    public static LdapFilter Equal(string attribute, string value) => new Assertion(3, attribute, Encoding.UTF8.GetBytes(value));

    /// <summary>The same for a value that is no text.</summary>
    public static LdapFilter Equal(string attribute, byte[] value) => new Assertion(3, attribute, value);

    /// <summary>Matches what all of them match.</summary>
    public static LdapFilter And(IEnumerable<LdapFilter> parts) => new Group(0, [.. parts]);

    /// <summary>Matches what any of them matches.</summary>
    public static LdapFilter Or(IEnumerable<LdapFilter> parts) => new Group(1, [.. parts]);

    /// <summary>Matches what <paramref name="part"/> does not match.</summary>
    public static LdapFilter Not(LdapFilter part) => new Negation(part);

    /// <summary>Matches entries that have the attribute.</summary>
    public static LdapFilter Present(string attribute) => new Presence(attribute);

    /// <summary>The filter in the form of RFC 4511.</summary>
    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        Write(writer);
        return writer.Encode();
    }

    /// <summary>Writes it where a message has its filter.</summary>
    public abstract void Write(AsnWriter writer);

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);

    /// <param name="Choice">3 equal, 5 greater or equal, 6 less or equal, 8 approximately.</param>
    internal sealed record Assertion(int Choice, string Attribute, byte[] Value) : LdapFilter
    {
        public override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(Tag(Choice)))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(Attribute));
                writer.WriteOctetString(Value);
            }
        }
    }

    /// <param name="Choice">0 and, 1 or.</param>
    internal sealed record Group(int Choice, IReadOnlyList<LdapFilter> Parts) : LdapFilter
    {
        public override void Write(AsnWriter writer)
        {
            // A SET OF, whose order says nothing.
            using (writer.PushSequence(Tag(Choice)))
            {
                foreach (var part in Parts) part.Write(writer);
            }
        }
    }

    internal sealed record Negation(LdapFilter Part) : LdapFilter
    {
        public override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(Tag(2))) Part.Write(writer);
        }
    }

    internal sealed record Presence(string Attribute) : LdapFilter
    {
        public override void Write(AsnWriter writer) => writer.WriteOctetString(Encoding.UTF8.GetBytes(Attribute), Tag(7));
    }

    /// <param name="Initial">What values begin with; null for anything. <paramref name="Final"/> alike.</param>
    internal sealed record Substrings(string Attribute, byte[]? Initial, IReadOnlyList<byte[]> Any, byte[]? Final) : LdapFilter
    {
        public override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(Tag(4)))
            {
                writer.WriteOctetString(Encoding.UTF8.GetBytes(Attribute));
                using (writer.PushSequence())
                {
                    if (Initial is not null) writer.WriteOctetString(Initial, Tag(0));
                    foreach (var part in Any) writer.WriteOctetString(part, Tag(1));
                    if (Final is not null) writer.WriteOctetString(Final, Tag(2));
                }
            }
        }
    }

    /// <summary>A match by a rule that is named, such as Active Directory's bits (<c>1.2.840.113556.1.4.803</c>).</summary>
    internal sealed record Extensible(string Rule, string Attribute, byte[] Value, bool WithDn) : LdapFilter
    {
        public override void Write(AsnWriter writer)
        {
            using (writer.PushSequence(Tag(9)))
            {
                if (Rule.Length > 0) writer.WriteOctetString(Encoding.UTF8.GetBytes(Rule), Tag(1));
                if (Attribute.Length > 0) writer.WriteOctetString(Encoding.UTF8.GetBytes(Attribute), Tag(2));
                writer.WriteOctetString(Value, Tag(3));
                if (WithDn) writer.WriteBoolean(true, Tag(4));
            }
        }
    }
}
