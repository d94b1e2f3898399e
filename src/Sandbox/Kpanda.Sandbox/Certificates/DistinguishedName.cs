using System.Formats.Asn1;

namespace Kpanda.Sandbox.Certificates;

/// <summary>The parts of a certificate's subject that say who somebody is: the common name is the user, each organization a group.</summary>
internal sealed record DistinguishedName(string CommonName, IReadOnlyList<string> Organizations, string Uid)
{
    private const string CommonNameType = "2.5.4.3";
    private const string OrganizationType = "2.5.4.10";

    // Kubernetes' own: the uid of the user.
    private const string UidType = "1.3.6.1.4.1.57683.2";

    /// <summary>Reads an encoded X.500 name. Throws <see cref="AsnContentException"/> where it is none.</summary>
    public static DistinguishedName Read(ReadOnlyMemory<byte> encoded)
    {
        var (name, uid) = ("", "");
        List<string> organizations = [];
        var parts = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (parts.HasData)
        {
            var set = parts.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var pair = set.ReadSequence();
                var type = pair.ReadObjectIdentifier();
                if (type is not (CommonNameType or OrganizationType or UidType)) continue;
                var value = Text(pair);
                if (type == CommonNameType) name = value;
                else if (type == UidType) uid = value;
                else organizations.Add(value);
            }
        }

        return new(name, organizations, uid);
    }

    private static string Text(AsnReader pair)
    {
        var tag = (UniversalTagNumber)pair.PeekTag().TagValue;
        return pair.ReadCharacterString(tag);
    }
}
