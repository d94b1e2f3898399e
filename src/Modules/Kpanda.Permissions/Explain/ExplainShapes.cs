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

/// <summary>Who may do something in a place, and by what.</summary>
/// <param name="Items">Grants and bindings that allow it.</param>
/// <param name="Administrators">Name of the group whose members may do everything everywhere.</param>
internal sealed record AccessList(IReadOnlyList<GrantShape> Items, string Administrators);
