using System.Text;

namespace Kpanda.Identity.Providers.Ldap.Protocol;

/// <summary>An entry that a search found, with the attributes that were asked for.</summary>
internal sealed class LdapEntry(string dn, IReadOnlyDictionary<string, IReadOnlyList<byte[]>> attributes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Its name, as the directory writes it.</summary>
    public string Dn { get; } = dn;

    /// <summary>Names of the attributes that it has, with their options (<c>member;range=0-1499</c>).</summary>
    public IEnumerable<string> Names => attributes.Keys;

    /// <summary>The values of an attribute, in any case of its name; empty where there are none.</summary>
    public IReadOnlyList<byte[]> Values(string name) => attributes.GetValueOrDefault(name) ?? [];

    /// <summary>The first value as text; empty where there is none, or it is no text.</summary>
    public string Text(string name) => name.Length > 0 && Values(name) is [var first, ..] ? Decode(first) : "";

    /// <summary>All values that are text.</summary>
    public IEnumerable<string> Texts(string name) => Values(name).Select(Decode).Where(text => text.Length > 0);

    private static string Decode(byte[] value)
    {
        try
        {
            return Strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return "";
        }
    }
}
