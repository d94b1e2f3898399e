using System.Text.Json.Nodes;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>The expressions in CEL of a webhook or a policy, evaluated for one request with one budget.</summary>
internal sealed class AdmissionExpressions
{
    /// <summary>What every expression may speak of.</summary>
    public static readonly string[] OfWebhooks = ["object", "oldObject", "request", "authorizer"];

    /// <summary>What expressions of policies may speak of; <c>params</c> only where the policy has some.</summary>
    public static readonly string[] OfPolicies = [.. OfWebhooks, "namespaceObject", "variables", "params"];

    private readonly Dictionary<string, object?> variables;
    private readonly IReadOnlyCollection<string> names;
    private readonly CelBudget budget = new(CelBudget.OfRequest);

    public AdmissionExpressions(AdmissionAttributes attributes, KindInfo version, JsonObject? policy = null, JsonObject? parameters = null)
    {
        names = policy is null ? OfWebhooks : OfPolicies;
        variables = new(StringComparer.Ordinal)
        {
            ["object"] = attributes.In(version, attributes.Object),
            ["oldObject"] = attributes.In(version, attributes.Old),
            ["request"] = attributes.Facts(version, ObjectStore.NewUid()),
            ["authorizer"] = new CelAuthorizer(attributes),
        };
        if (policy is null) return;
        variables["params"] = parameters;
        variables["namespaceObject"] = attributes.IsNamespace || attributes.Namespace.Length == 0 ? null : attributes.Cluster.Store.Get(BuiltIn.Namespaces, "", attributes.Namespace)?.ToNode();
        variables["variables"] = new CelVariables([.. policy.Each("variables")], Evaluate);
    }

    public object? Evaluate(string text) =>
        CelProgram.TryCompile(text, names, out var program, out var problem) ? program.Evaluate(variables, budget) : new CelError($"compilation error: {problem}");

    /// <summary>Whether all <c>matchConditions</c> hold. One that does not settles it, whatever is wrong with others.</summary>
    public bool Matches(JsonObject owner, out string? problem)
    {
        problem = null;
        foreach (var condition in owner.Each("matchConditions"))
        {
            var text = condition.Text("expression") ?? "";
            switch (Evaluate(text))
            {
                case true:
                    break;
                case CelError error:
                    problem ??= Problem(text, error);
                    break;
                default:
                    problem = null;
                    return false;
            }
        }

        return problem is null;
    }

    public static string Problem(string text, CelError error) => $"expression '{text}' resulted in error: {error.Message}";
}
