using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>Defaults of what judges requests: webhooks, policies and their bindings.</summary>
internal static class AdmissionDefaults
{
    public static void Webhooks(JsonObject obj, bool mutating)
    {
        foreach (var hook in obj.Each("webhooks"))
        {
            hook.Default("failurePolicy", "Fail");
            hook.Default("timeoutSeconds", 10);
            Match(hook, "rules");
            hook.Child("clientConfig", "service")?.Default("port", 443);
            if (mutating) hook.Default("reinvocationPolicy", "Never");
        }
    }

    public static void Policy(JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        spec.Default("failurePolicy", "Fail");
        if (spec.Child("matchConstraints") is { } match) Match(match, "resourceRules");
    }

    public static void Binding(JsonObject obj)
    {
        if (obj.Child("spec", "matchResources") is { } match) Match(match, "resourceRules");
    }

    private static void Match(JsonObject match, string rules)
    {
        match.Default("matchPolicy", "Equivalent");
        match.Default("namespaceSelector", new JsonObject());
        match.Default("objectSelector", new JsonObject());
        foreach (var rule in match.Each(rules).Concat(match.Each("excludeResourceRules"))) rule.Default("scope", "*");
    }
}
