using System.Text.Json.Nodes;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Verify;

/// <summary>Asks the member by SelfSubjectAccessReview what the credential may do, and says it as conditions.</summary>
internal static class AccessReview
{
    private static readonly GroupVersionResource Reviews = new("authorization.k8s.io", "v1", "selfsubjectaccessreviews");

    // All questions of a condition must be answered with yes.
    private static readonly (string Condition, string Reason, (string Verb, string Group, string Resource)[] Questions)[] Conditions =
    [
        (ClusterConditions.CanImpersonate, "cluster.condition.impersonate", [("impersonate", "", "users"), ("impersonate", "", "groups")]),
        (ClusterConditions.CanList, "cluster.condition.list", [("list", "*", "*")]),
        (ClusterConditions.CanWatch, "cluster.condition.watch", [("watch", "*", "*")]),
        (ClusterConditions.CanBind, "cluster.condition.bind", [("create", "rbac.authorization.k8s.io", "clusterrolebindings"), ("bind", "rbac.authorization.k8s.io", "clusterroles")]),
    ];

    /// <summary>One condition for each right that the platform uses.</summary>
    public static async Task<IReadOnlyList<ClusterCondition>> AskAsync(KubeClient client, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Task.WhenAll(Conditions.Select(one => AskAsync(client, one.Condition, one.Reason, one.Questions, now, cancellationToken)));

    private static async Task<ClusterCondition> AskAsync(
        KubeClient client, string condition, string reason, (string Verb, string Group, string Resource)[] questions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(questions.Select(question => AskAsync(client, question, cancellationToken)));
        if (Array.TrueForAll(answers, answer => answer.Allowed == true)) return new(condition, true, "", "", now);
        var no = Array.FindIndex(answers, answer => answer.Allowed != true);
        var (verb, group, resource) = questions[no];
        var right = group is "" or "*" ? $"{verb} {resource}" : $"{verb} {resource}.{group}";
        return answers[no].Allowed is false ? new(condition, false, reason, right, now) : new(condition, null, "cluster.condition.unknown", answers[no].Words, now);
    }

    private static async Task<(bool? Allowed, string Words)> AskAsync(KubeClient client, (string Verb, string Group, string Resource) question, CancellationToken cancellationToken)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject { ["verb"] = question.Verb, ["group"] = question.Group, ["resource"] = question.Resource },
            },
        };
        var result = await client.CreateAsync(Reviews, null, review, KubeWriteOptions.Default, cancellationToken);
        if (!result.TryGet(out var answer, out var failure)) return (null, failure.Message);
        using var json = answer.Parse();
        var isAllowed = json.RootElement.TryGetProperty("status", out var status)
            && status.TryGetProperty("allowed", out var allowed)
            && allowed.ValueKind == System.Text.Json.JsonValueKind.True;
        return (isAllowed, "");
    }
}
