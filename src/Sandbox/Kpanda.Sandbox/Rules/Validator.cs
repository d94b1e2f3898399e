using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Custom;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Validation;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules;

/// <summary>Whether an object may be stored, in Kubernetes' words when not.</summary>
internal static class Validator
{
    public static FieldErrors Create(SandboxCluster cluster, KindInfo kind, JsonObject obj)
    {
        var errors = new FieldErrors();
        MetadataRules.Check(kind, obj, errors);
        Objects(cluster, kind, obj, null, errors);
        return errors;
    }

    public static FieldErrors Update(SandboxCluster cluster, KindInfo kind, JsonObject obj, JsonObject before)
    {
        var errors = new FieldErrors();
        MetadataRules.CheckLabels(obj, errors);
        Objects(cluster, kind, obj, before, errors);
        ImmutableRules.Check(kind, obj, before, errors);
        return errors;
    }

    public static FieldErrors Status(SandboxCluster cluster, KindInfo kind, JsonObject obj, JsonObject before)
    {
        var errors = new FieldErrors();
        MetadataRules.CheckLabels(obj, errors);
        if (kind.Custom || kind.Storage == BuiltIn.CertificateSigningRequests) Objects(cluster, kind, obj, before, errors);
        if (kind.Storage == BuiltIn.CertificateSigningRequests) SigningRequestRules.CheckChange(obj, before, errors, approving: false);
        return errors;
    }

    private static void Objects(SandboxCluster cluster, KindInfo kind, JsonObject obj, JsonObject? before, FieldErrors errors)
    {
        if (kind.Custom)
        {
            if (cluster.Kinds.Custom(kind)?.Version.Child("schema", "openAPIV3Schema") is { } schema) StructuralValidator.Check(obj, before, schema, errors, cluster.Minor);
            return;
        }

        KindRules.Check(kind.Storage, obj, errors, cluster.Minor);
    }
}
