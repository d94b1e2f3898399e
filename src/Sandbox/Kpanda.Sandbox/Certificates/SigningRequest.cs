using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kpanda.Sandbox.Certificates;

/// <summary>A request for a certificate (PKCS#10) that was read and whose signature is right: somebody who holds the key asks for it.</summary>
internal sealed class SigningRequest
{
    private const string Label = "CERTIFICATE REQUEST";
    private const string AlternativeNames = "2.5.29.17";

    private SigningRequest(CertificateRequest request)
    {
        Subject = request.SubjectName;
        PublicKey = request.PublicKey;
        Name = DistinguishedName.Read(request.SubjectName.RawData);
        if (request.CertificateExtensions.FirstOrDefault(e => e.Oid?.Value == AlternativeNames) is { } names) ReadNames(names.RawData);
    }

    public X500DistinguishedName Subject { get; }

    public PublicKey PublicKey { get; }

    public DistinguishedName Name { get; }

    public List<string> DnsNames { get; } = [];

    public List<IPAddress> Addresses { get; } = [];

    public List<string> Emails { get; } = [];

    public List<string> Uris { get; } = [];

    /// <summary>Reads a request in PEM. Where it is none, <paramref name="problem"/> says why.</summary>
    public static SigningRequest? Read(ReadOnlySpan<byte> pem, out string problem)
    {
        problem = $"PEM block type must be {Label}";
        var text = Encoding.ASCII.GetString(pem);
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != Label) return null;
        var der = Convert.FromBase64String(text[fields.Base64Data]);
        try
        {
            problem = "asn1: structure error: not a certificate request";
            Load(der, CertificateRequestLoadOptions.SkipSignatureValidation);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null;
        }

        try
        {
            problem = "x509: the signature is not that of the key";
            return new SigningRequest(Load(der, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions));
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or NotSupportedException)
        {
            return null;
        }
    }

    private static CertificateRequest Load(byte[] der, CertificateRequestLoadOptions options) =>
        CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, options, RSASignaturePadding.Pkcs1);

    private void ReadNames(byte[] extension)
    {
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific)
            {
                names.ReadEncodedValue();
                continue;
            }

            switch (tag.TagValue)
            {
                case 1:
                    Emails.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case 2:
                    DnsNames.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case 6:
                    Uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case 7:
                    Addresses.Add(Address(names.ReadOctetString(tag)));
                    break;
                default:
                    names.ReadEncodedValue();
                    break;
            }
        }
    }

    private static IPAddress Address(byte[] bytes) => bytes.Length is 4 or 16 ? new IPAddress(bytes) : throw new CryptographicException("An address has four or sixteen bytes.");
}
