using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api;

/// <summary>The form in which a client wants an answer: JSON or YAML; objects, a table of them, or their metadata alone.</summary>
internal readonly record struct AcceptedForm(bool Yaml, string As, string Version)
{
    public bool Table => As == "Table";

    public bool MetadataOnly => As is "PartialObjectMetadata" or "PartialObjectMetadataList";

    /// <summary>The first form in the Accept header that is served here. Protobuf is passed over: clients name JSON as well.</summary>
    public static AcceptedForm? Of(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0) return default(AcceptedForm);
        foreach (var clause in accept.Split(','))
        {
            var parts = clause.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is not ("application/json" or "application/yaml" or "*/*" or "application/*")) continue;
            string As = "", version = "", group = "";
            foreach (var parameter in parts.AsSpan(1))
            {
                if (parameter.StartsWith("as=", StringComparison.Ordinal)) As = parameter[3..];
                else if (parameter.StartsWith("v=", StringComparison.Ordinal)) version = parameter[2..];
                else if (parameter.StartsWith("g=", StringComparison.Ordinal)) group = parameter[2..];
            }

            if (As.Length > 0 && !(group is "meta.k8s.io" && version is "v1" or "v1beta1")) continue;
            return new(parts[0] == "application/yaml", As, version);
        }

        return null;
    }
}
