using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Certificates;

/// <summary>A key, and the request for a certificate of a subject such as <c>O=team,CN=jane</c>.</summary>
public sealed class AskedCertificate : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public AskedCertificate(string subject, Action<SubjectAlternativeNameBuilder>? names = null)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var builder = new SubjectAlternativeNameBuilder();
        names?.Invoke(builder);
        if (names is not null) request.CertificateExtensions.Add(builder.Build());
        Pem = request.CreateSigningRequestPem() + "\n";
        KeyPem = key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The request.</summary>
    public string Pem { get; }

    public string KeyPem { get; }

    /// <summary>The object that asks for it.</summary>
    public JsonObject ToObject(string name, string signer = "kubernetes.io/kube-apiserver-client", params string[] usages) => new()
    {
        ["apiVersion"] = "certificates.k8s.io/v1",
        ["kind"] = "CertificateSigningRequest",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["request"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(Pem)),
            ["signerName"] = signer,
            ["usages"] = new JsonArray([.. (usages.Length == 0 ? ["client auth"] : usages).Select(u => JsonValue.Create(u))]),
        },
    };

    /// <summary>The certificate that <c>status.certificate</c> holds, with the key.</summary>
    public X509Certificate2 Signed(JsonObject item)
    {
        using var pem = X509Certificate2.CreateFromPem(Certificate(item), KeyPem);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>What <c>status.certificate</c> says, in PEM.</summary>
    public static string Certificate(JsonObject item) => Encoding.ASCII.GetString(Convert.FromBase64String(item["status"]!["certificate"]!.ToString()));

    public void Dispose() => key.Dispose();
}
