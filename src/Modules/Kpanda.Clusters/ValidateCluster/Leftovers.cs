using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.ValidateCluster;

/// <summary>
/// What is in a member because of the platform: what the platform put there (label <c>app.kubernetes.io/managed-by=kpanda</c>), and the account that people
/// made for it by the commands of the import guide.
/// </summary>
internal static class Leftovers
{
    private const string Managed = "app.kubernetes.io/managed-by=kpanda";
    private const string Account = "app.kubernetes.io/part-of=kpanda-access";

    // Bindings before roles: a binding to nothing is worse than a role that nobody has.
    private static readonly (GroupVersionResource Resource, string Kind)[] Kinds =
    [
        (new("rbac.authorization.k8s.io", "v1", "clusterrolebindings"), "ClusterRoleBinding"),
        (new("rbac.authorization.k8s.io", "v1", "rolebindings"), "RoleBinding"),
        (new("rbac.authorization.k8s.io", "v1", "clusterroles"), "ClusterRole"),
        (new("rbac.authorization.k8s.io", "v1", "roles"), "Role"),
    ];

    private static readonly (GroupVersionResource Resource, string Kind)[] AccountKinds =
    [
        .. Kinds, (new("", "v1", "namespaces"), "Namespace"), (new("", "v1", "serviceaccounts"), "ServiceAccount"),
    ];

    /// <summary>Finds them; what the platform made comes first.</summary>
    public static async Task<KubeResult<IReadOnlyList<Leftover>>> FindAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var questions = Kinds.Select(kind => (kind.Resource, kind.Kind, Selector: Managed))
            .Concat(AccountKinds.Select(kind => (kind.Resource, kind.Kind, Selector: Account)))
            .ToList();
        var answers = await Task.WhenAll(questions.Select(question =>
            client.ListAsync(question.Resource, null, new() { LabelSelector = question.Selector, Limit = 500 }, cancellationToken)));
        var found = new List<Leftover>();
        foreach (var (question, answer) in questions.Zip(answers))
        {
            if (!answer.TryGet(out var page, out var failure)) return failure;
            found.AddRange(page.Items.Select(item => Of(question.Resource, question.Kind, item, question.Selector == Managed)));
        }

        return found;
    }

    /// <summary>Takes away what the platform made.</summary>
    /// <returns>The first that would not go, and why; null where all is gone.</returns>
    public static async Task<(Leftover Object, KubeFailure Failure)?> CleanAsync(KubeClient client, IEnumerable<Leftover> leftovers, CancellationToken cancellationToken)
    {
        foreach (var leftover in leftovers.Where(leftover => leftover.IsCleanable))
        {
            var resource = Array.Find(Kinds, kind => kind.Kind == leftover.Kind).Resource;
            var result = await client.DeleteAsync(resource, new ObjectKey(leftover.Namespace, leftover.Name), KubeDeleteOptions.Default, cancellationToken);
            if (result.Failure is { IsNotFound: false } failure) return (leftover, failure);
        }

        return null;
    }

    private static Leftover Of(GroupVersionResource resource, string kind, KubeObject item, bool isManaged) => new(
        resource.ApiVersion,
        kind,
        Verify.DocumentText.At(item, "metadata", "namespace"),
        Verify.DocumentText.At(item, "metadata", "name"),
        isManaged);
}
