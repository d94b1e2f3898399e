using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>
/// What webhooks, policies and their bindings must say. Expressions must be right in form and name what is there; whether their types fit is seen when they are
/// evaluated.
/// </summary>
internal static partial class AdmissionRules
{
    private static readonly string[] ReviewVersions = ["v1", "v1beta1"];
    private static readonly string[] Actions = ["Audit", "Deny", "Warn"];

    public static void Webhooks(FieldPlace root)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var hook in root.Each("webhooks"))
        {
            Name(hook);
            foreach (var rule in hook.Each("rules")) Rule(rule);
            hook.OneOf("failurePolicy", "Fail", "Ignore");
            hook.OneOf("matchPolicy", "Equivalent", "Exact");
            if (!hook.Has("sideEffects")) hook.Errors.Required(hook.At("sideEffects"), "must specify one of None, NoneOnDryRun");
            hook.OneOf("sideEffects", "None", "NoneOnDryRun");
            if (hook.Object.Number("timeoutSeconds") is { } seconds and (< 1 or > 30)) hook.Errors.Invalid(hook.At("timeoutSeconds"), seconds, "the timeout value must be between 1 and 30 seconds");
            hook.Selector("namespaceSelector");
            hook.Selector("objectSelector");
            ClientConfig(hook.In("clientConfig"));
            MatchConditions(hook, AdmissionExpressions.OfWebhooks);
            ReviewVersionsOf(hook);
            if (hook.Text("name").Length > 0 && !seen.Add(hook.Text("name"))) hook.Errors.Duplicate(hook.At("name"), hook.Text("name"));
        }
    }

    public static void Policy(FieldPlace spec, string name)
    {
        string[] names = [.. AdmissionExpressions.OfPolicies.Where(n => n != "params" || spec.Has("paramKind"))];
        spec.OneOf("failurePolicy", "Fail", "Ignore");
        if (spec.Has("paramKind"))
        {
            spec.In("paramKind").Required("apiVersion");
            spec.In("paramKind").Required("kind");
        }

        if (!spec.Has("matchConstraints"))
        {
            spec.Errors.Required(spec.At("matchConstraints"));
        }
        else
        {
            var match = spec.In("matchConstraints");
            Match(match);
            if (match.Count("resourceRules") == 0) spec.Errors.Required(match.At("resourceRules"));
        }

        MatchConditions(spec, names);
        foreach (var variable in spec.Each("variables"))
        {
            if (variable.Required("name", "name is not specified") && !Identifier().IsMatch(variable.Text("name"))) spec.Errors.Invalid(variable.At("name"), variable.Text("name"), "must be a valid CEL identifier");
            Expression(variable, "expression", names, "expression is not specified");
        }

        if (spec.Count("validations") + spec.Count("auditAnnotations") == 0)
        {
            foreach (var field in (ReadOnlySpan<string>)["validations", "auditAnnotations"]) spec.Errors.Required(spec.At(field), "validations or auditAnnotations must contain at least one item");
        }

        foreach (var validation in spec.Each("validations")) Validation(validation, names);
        foreach (var annotation in spec.Each("auditAnnotations"))
        {
            var key = $"{name}/{annotation.Text("key")}";
            annotation.Errors.Invalid(annotation.At("key"), key, NameRules.QualifiedName(key));
            Expression(annotation, "valueExpression", names, "valueExpression is not specified");
        }
    }

    public static void Binding(FieldPlace spec)
    {
        spec.Required("policyName");
        if (spec.Has("paramRef"))
        {
            var reference = spec.In("paramRef");
            if (reference.Text("name").Length == 0 && !reference.Has("selector")) spec.Errors.Required(reference.Path, "one of name or selector must be specified");
            else if (reference.Text("name").Length > 0 && reference.Has("selector")) spec.Errors.Forbidden(reference.At("name"), "name and selector are mutually exclusive");
            if (reference.Required("parameterNotFoundAction")) reference.OneOf("parameterNotFoundAction", "Allow", "Deny");
        }

        if (spec.Has("matchResources")) Match(spec.In("matchResources"));
        var actions = (spec.Object?["validationActions"] as JsonArray ?? []).Select(a => a?.ToString() ?? "").ToList();
        if (actions.Count == 0) spec.Errors.Required(spec.At("validationActions"), "at least one validation action is required");
        for (var i = 0; i < actions.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{spec.At("validationActions")}[{i}]");
            if (!Actions.Contains(actions[i])) spec.Errors.NotSupported(path, actions[i], Actions);
            else if (actions.IndexOf(actions[i]) < i) spec.Errors.Duplicate(path, actions[i]);
        }

        if (actions.Contains("Deny") && actions.Contains("Warn"))
            spec.Errors.Invalid(spec.At("validationActions"), spec.Object!["validationActions"]!.DeepClone(), "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
    }

    private static void Name(FieldPlace hook)
    {
        if (!hook.Required("name")) return;
        var name = hook.Text("name");
        if (NameRules.DnsSubdomain(name) is { Count: > 0 } problems) hook.Errors.Invalid(hook.At("name"), name, string.Join(",", problems));
        else if (name.Split('.').Length < 3) hook.Errors.Invalid(hook.At("name"), name, "should be a domain with at least three segments separated by dots");
    }

    private static void Match(FieldPlace match)
    {
        match.OneOf("matchPolicy", "Equivalent", "Exact");
        match.Selector("namespaceSelector");
        match.Selector("objectSelector");
        foreach (var rule in match.Each("resourceRules").Concat(match.Each("excludeResourceRules"))) Rule(rule);
    }

    private static void Rule(FieldPlace rule)
    {
        string[] operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];
        Words(rule, "operations", "operations", operations);
        Words(rule, "apiGroups", "API groups");
        foreach (var (word, path) in Words(rule, "apiVersions", "API versions"))
        {
            if (word.Length == 0) rule.Errors.Required(path);
        }

        var resources = Words(rule, "resources", null).Select(r => r.Word).ToList();
        if (resources.Contains("*") && resources.Any(r => r != "*" && !r.Contains('/', StringComparison.Ordinal)))
            rule.Errors.Invalid(rule.At("resources"), rule.Object!["resources"]!.DeepClone(), "if '*' is present, must not specify other resources without subresources");
        if (resources.Count > 1 && resources.Contains("*/*"))
            rule.Errors.Invalid(rule.At("resources"), rule.Object!["resources"]!.DeepClone(), "if '*/*' is present, must not specify other resources");
        rule.OneOf("scope", "*", "Cluster", "Namespaced");
    }

    private static List<(string Word, string Path)> Words(FieldPlace rule, string field, string? others, string[]? supported = null)
    {
        var words = (rule.Object?[field] as JsonArray ?? []).Select((w, i) => (Word: w?.ToString() ?? "", Path: string.Create(CultureInfo.InvariantCulture, $"{rule.At(field)}[{i}]"))).ToList();
        if (words.Count == 0) rule.Errors.Required(rule.At(field));
        if (others is not null && words.Count > 1 && words.Any(w => w.Word == "*")) rule.Errors.Invalid(rule.At(field), rule.Object![field]!.DeepClone(), $"if '*' is present, must not specify other {others}");
        foreach (var (word, path) in words.Where(w => supported is not null && !supported.Contains(w.Word))) rule.Errors.NotSupported(path, word, supported!);
        return words;
    }

    private static void ClientConfig(FieldPlace client)
    {
        if (client.Has("url") == client.Has("service"))
        {
            client.Errors.Required(client.Path, "exactly one of url or service is required");
            return;
        }

        if (client.Has("url"))
        {
            Url(client);
            return;
        }

        var service = client.In("service");
        service.Required("name");
        service.Required("namespace");
        if (service.Object.Number("port") is { } port and (< 1 or > 65535)) service.Errors.Invalid(service.At("port"), port, "port is not valid: must be between 1 and 65535, inclusive");
        if (service.Object.Text("path") is not { Length: > 0 } path) return;
        if (path[0] != '/') service.Errors.Invalid(service.At("path"), path, "must start with a '/'");
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length - 1; i++)
        {
            if (i > 0 && segments[i].Length == 0) service.Errors.Invalid(service.At("path"), path, string.Create(CultureInfo.InvariantCulture, $"segment[{i - 1}] may not be empty"));
        }
    }

    private static void Url(FieldPlace client)
    {
        const string form = "desired format: https://host[/path]";
        var path = client.At("url");
        if (!Uri.TryCreate(client.Text("url"), UriKind.Absolute, out var url))
        {
            client.Errors.Required(path, "url must be a valid URL: " + form);
            return;
        }

        if (url.Scheme != Uri.UriSchemeHttps) client.Errors.Invalid(path, url.Scheme, $"'https' is the only allowed URL scheme; {form}");
        if (url.Host.Length == 0) client.Errors.Invalid(path, url.Host, $"host must be specified; {form}");
        if (url.UserInfo.Length > 0) client.Errors.Invalid(path, url.UserInfo.Split(':')[0], "user information is not permitted in the URL");
        if (url.Fragment.Length > 0) client.Errors.Invalid(path, url.Fragment[1..], "fragments are not permitted in the URL");
        if (url.Query.Length > 0) client.Errors.Invalid(path, url.Query[1..], "query parameters are not permitted in the URL");
    }

    private static void ReviewVersionsOf(FieldPlace hook)
    {
        var versions = (hook.Object?["admissionReviewVersions"] as JsonArray ?? []).Select(v => v?.ToString() ?? "").ToList();
        if (versions.Count == 0) hook.Errors.Required(hook.At("admissionReviewVersions"), $"must specify one of {string.Join(", ", ReviewVersions)}");
        else if (!versions.Any(ReviewVersions.Contains)) hook.Errors.Invalid(hook.At("admissionReviewVersions"), hook.Object!["admissionReviewVersions"]!.DeepClone(), $"must include at least one of {string.Join(", ", ReviewVersions)}");
    }

    private static void MatchConditions(FieldPlace owner, string[] names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var condition in owner.Each("matchConditions"))
        {
            Expression(condition, "expression", names, "");
            if (!condition.Required("name")) continue;
            condition.Name("name", NameRules.QualifiedName);
            if (!seen.Add(condition.Text("name"))) condition.Errors.Duplicate(condition.At("name"), condition.Text("name"));
        }
    }

    private static void Validation(FieldPlace validation, string[] names)
    {
        Expression(validation, "expression", names, "expression is not specified");
        if (validation.Has("messageExpression")) Expression(validation, "messageExpression", names, "must be non-empty if specified");
        if (validation.Text("message") is { Length: > 0 } message)
        {
            if (message.Trim().Length == 0) validation.Errors.Invalid(validation.At("message"), message, "message must be non-empty if specified");
            else if (message.Contains('\n', StringComparison.Ordinal)) validation.Errors.Invalid(validation.At("message"), message, "must not contain line breaks");
        }
        else if (validation.Text("expression").Trim().Contains('\n', StringComparison.Ordinal) && validation.Text("messageExpression").Length == 0)
        {
            validation.Errors.Required(validation.At("message"), "message must be specified if expression contains line breaks");
        }

        validation.OneOf("reason", "Forbidden", "Invalid", "RequestEntityTooLarge");
    }

    private static void Expression(FieldPlace place, string field, string[] names, string missing)
    {
        var text = place.Text(field);
        if (text.Trim().Length == 0) place.Errors.Required(place.At(field), missing);
        else if (!CelProgram.TryCompile(text, names, out _, out var problem)) place.Errors.Invalid(place.At(field), text, "compilation failed: " + problem);
    }

    [GeneratedRegex("^[_a-zA-Z][_a-zA-Z0-9]*$")]
    private static partial Regex Identifier();
}
