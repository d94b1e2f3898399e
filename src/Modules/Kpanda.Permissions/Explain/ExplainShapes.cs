using Kpanda.Permissions.Grants;

namespace Kpanda.Permissions.Explain;

/// <summary>Answers to questions, in their order.</summary>
internal sealed record CheckAnswers(IReadOnlyList<CheckAnswer> Items);

/// <summary>Whether something may be done.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Message">Which right is missing; empty where it may be done.</param>
internal sealed record CheckAnswer(bool Allowed, string Message);

/// <summary>What the person who asks holds.</summary>
/// <param name="Name">Who they are.</param>
/// <param name="Groups">The groups that members know them by.</param>
/// <param name="IsAdministrator">Whether they hold the platform role Admin.</param>
/// <param name="ManagesEveryCluster">Whether a platform role opens every cluster to them.</param>
/// <param name="Items">What they hold by themselves and through groups, granted and bound by hand.</param>
internal sealed record MyPermissions(string Name, IReadOnlyList<string> Groups, bool IsAdministrator, bool ManagesEveryCluster, IReadOnlyList<GrantShape> Items);

/// <summary>What somebody may do in a place, and by what.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Cluster">Where.</param>
/// <param name="Namespace">Empty for the whole cluster.</param>
/// <param name="ReadOnly">Whether nothing can be changed there, whatever roles say, for calls cannot go out as a person.</param>
/// <param name="Reasons">What they hold there by themselves and through groups: grants, bindings made by hand, and with the source <c>platform</c> platform roles that open every cluster.</param>
/// <param name="Items">Kinds with which they may do something, by group and name.</param>
/// <param name="Namespaces">Namespaces of the cluster in which they hold something.</param>
internal sealed record AllowedList(SubjectShape Subject, string Cluster, string Namespace, bool ReadOnly, IReadOnlyList<GrantShape> Reasons, IReadOnlyList<AllowedKind> Items, IReadOnlyList<string> Namespaces);

/// <summary>What somebody may do with a kind.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Plural, with a part behind a slash: <c>pods/log</c>.</param>
/// <param name="Verbs">What may be done.</param>
internal sealed record AllowedKind(string Group, string Resource, IReadOnlyList<AllowedVerb> Verbs);

/// <summary>One thing that may be done with a kind.</summary>
/// <param name="Verb">Verb of Kubernetes RBAC.</param>
/// <param name="Names">The only objects it may be done with; empty for all.</param>
/// <param name="By">What allows it: places in <see cref="AllowedList.Reasons"/>, from 0.</param>
internal sealed record AllowedVerb(string Verb, IReadOnlyList<string> Names, IReadOnlyList<int> By);

/// <summary>Who may do something in a place, and by what.</summary>
/// <param name="Items">Grants and bindings that allow it.</param>
/// <param name="Administrators">Name of the group whose members may do everything everywhere.</param>
internal sealed record AccessList(IReadOnlyList<GrantShape> Items, string Administrators);
