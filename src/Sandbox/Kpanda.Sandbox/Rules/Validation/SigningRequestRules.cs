using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Certificates;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What CertificateSigningRequests must say, and what of them may change.</summary>
internal static class SigningRequestRules
{
    private const long ShortestLife = 600;
    private const string Certificate = "CERTIFICATE";
    private static readonly string[] Decisions = ["Approved", "Denied", "Failed"];

    public static void Check(FieldPlace root)
    {
        var spec = root.In("spec");
        if (SigningRequest.Read(SigningRequests.Bytes(spec.Object, "request"), out var problem) is null) root.Errors.Invalid(spec.At("request"), spec.Text("request"), problem);
        Usages(spec);
        SignerName(spec);
        if (spec.Object.Number("expirationSeconds") is { } seconds and < ShortestLife)
            root.Errors.Invalid(spec.At("expirationSeconds"), seconds, $"may not specify a duration less than {ShortestLife} seconds (10 minutes)");
        Conditions(root.In("status"));
        if (root.In("status").Text("certificate").Length > 0 && CertificateProblem(SigningRequests.Bytes(root.In("status").Object, "certificate")) is { } wrong)
            root.Errors.Invalid("status.certificate", "<certificate data>", wrong);
    }

    /// <summary>Decisions stay once they are made, and so does a certificate. Only whoever approves may add an approval or a denial.</summary>
    public static void CheckChange(JsonObject obj, JsonObject before, FieldErrors errors, bool approving)
    {
        foreach (var type in Decisions)
        {
            if (Count(obj, type) < Count(before, type)) errors.Forbidden("status.conditions", $"updates may not remove a condition of type \"{type}\"");
        }

        foreach (var type in approving ? [] : Decisions[..2])
        {
            if (Count(obj, type) > Count(before, type)) errors.Forbidden("status.conditions", $"updates may not add a condition of type \"{type}\"");
        }

        if (before.Child("status").Text("certificate") is { Length: > 0 } signed && obj.Child("status").Text("certificate") != signed)
            errors.Forbidden("status.certificate", "updates may not modify existing certificate content");
    }

    private static void Usages(FieldPlace spec)
    {
        var usages = (spec.Object?["usages"] as JsonArray ?? []).Select(u => u?.ToString() ?? "").ToList();
        if (usages.Count == 0) spec.Errors.Required(spec.At("usages"));
        for (var i = 0; i < usages.Count; i++)
        {
            if (!KeyUsages.Known.Contains(usages[i])) spec.Errors.NotSupported($"{spec.At("usages")}[{i}]", usages[i], KeyUsages.Known);
        }

        for (var i = 0; i < usages.Count; i++)
        {
            if (usages.IndexOf(usages[i]) < i) spec.Errors.Duplicate($"{spec.At("usages")}[{i}]", usages[i]);
        }
    }

    private static void SignerName(FieldPlace spec)
    {
        if (!spec.Required("signerName")) return;
        var (name, path) = (spec.Text("signerName"), spec.At("signerName"));
        if (name == Signers.Legacy)
        {
            spec.Errors.Invalid(path, name, "the legacy signerName is not allowed via this API version");
            return;
        }

        if (name.Split('/') is not [var domain, var signer])
        {
            spec.Errors.Invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        var labels = domain.Split('.');
        if (labels.Length < 2) spec.Errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        foreach (var label in labels) spec.Errors.Invalid(path, domain, NameRules.DnsLabel(label).Select(p => $"validating label \"{label}\": {p}"));
        spec.Errors.Invalid(path, signer, NameRules.DnsSubdomain(signer).Select(p => $"validating label \"{signer}\": {p}"));
    }

    private static void Conditions(FieldPlace status)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var condition in status.Each("conditions"))
        {
            var type = condition.Text("type");
            if (type.Length == 0) status.Errors.Required(condition.At("type"));
            else if (!seen.Add(type)) status.Errors.Duplicate(condition.At("type"), type);
            if (condition.Text("status").Length == 0) status.Errors.Required(condition.At("status"));
            else if (Decisions.Contains(type)) condition.OneOf("status", "True");
            else condition.OneOf("status", "False", "True", "Unknown");
        }

        if (seen.Contains("Approved") && seen.Contains("Denied")) status.Errors.Invalid(status.At("conditions"), "Denied", "Approved and Denied conditions are mutually exclusive");
    }

    private static int Count(JsonObject obj, string type) => obj.Child("status").Each("conditions").Count(c => c.Text("type") == type);

    private static string? CertificateProblem(byte[] pem)
    {
        ReadOnlySpan<char> rest = Encoding.ASCII.GetString(pem);
        var found = 0;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is not Certificate and var label) return $"only {Certificate} PEM blocks are allowed, found \"{label}\"";
            try
            {
                using var read = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }
            catch (CryptographicException)
            {
                return "x509: malformed certificate";
            }

            found++;
            rest = rest[fields.Location.End.Value..];
        }

        if (found > 0) return null;
        return rest.Contains(": ", StringComparison.Ordinal) ? "no PEM block headers are permitted" : $"must contain at least one {Certificate} PEM block";
    }
}
