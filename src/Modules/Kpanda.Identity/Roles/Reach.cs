using System.Data.Common;
using Dapper;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.People;
using Kpanda.KubeModel;

namespace Kpanda.Identity.Roles;

/// <summary>
/// Nobody hands out what they do not hold, and nobody gets a hand on somebody who holds more: not by a role, not by a group, not by a password, a token or a second factor of somebody else.
/// </summary>
internal sealed class Reach(PersonReader people, IEnumerable<ISubjectHoldings> holdings)
{
    /// <summary>Why <paramref name="actor"/> may not act on a person; null where they may.</summary>
    public async Task<Error?> RefusalAsync(DbConnection connection, DbTransaction transaction, Person actor, Guid user, CancellationToken cancellationToken)
    {
        if (actor.Id == user) return null;
        if (await people.FindAsync(connection, transaction, user, cancellationToken) is not { } other) return Error.Of(ErrorCode.NotFound, "user.unknown");
        return Holds(actor, other.IsPlatformAdministrator, other.ManagesEveryCluster, other.Rights) && await CoverAsync(connection, transaction, actor, SubjectKind.User, user, cancellationToken)
            ? null
            : Error.Of(ErrorCode.PermissionDenied, "access.stronger", ("name", other.Name));
    }

    /// <summary>Why <paramref name="actor"/> may not change a group or its members; null where they may.</summary>
    public async Task<Error?> RefusalOfGroupAsync(DbConnection connection, DbTransaction transaction, Person actor, Guid group, string name, CancellationToken cancellationToken)
    {
        var roles = await connection.QueryAsync<string>(
            new CommandDefinition("SELECT role FROM platform_role_holders WHERE subject_id = @group", new { group }, transaction, cancellationToken: cancellationToken));
        foreach (var role in roles)
        {
            if (await RefusalOfRoleAsync(connection, transaction, actor, role, cancellationToken) is not null) return Error.Of(ErrorCode.PermissionDenied, "access.stronger", ("name", name));
        }

        return await CoverAsync(connection, transaction, actor, SubjectKind.Group, group, cancellationToken) ? null : Error.Of(ErrorCode.PermissionDenied, "access.stronger", ("name", name));
    }

    /// <summary>Why <paramref name="actor"/> may not give or take a role; null where they may.</summary>
    public static async Task<Error?> RefusalOfRoleAsync(DbConnection connection, DbTransaction transaction, Person actor, string role, CancellationToken cancellationToken)
    {
        var points = PlatformRoles.IsBuiltIn(role) ? [] : await RoleStore.PointsAsync(connection, transaction, role, cancellationToken);
        return HoldsRole(actor, role, points) ? null : NotHeld(role);
    }

    /// <summary>Whether <paramref name="actor"/> holds all that a role gives, and so may give, take and change it.</summary>
    /// <param name="points">What it is made of; those of a built-in role are known.</param>
    public static bool HoldsRole(Person actor, string role, IEnumerable<PermissionPoint> points) =>
        PlatformRoles.BuiltIn.TryGetValue(role, out var known)
            ? Holds(actor, known.Name == PlatformRoles.Admin, known.ManagesEveryCluster, known.Rights)
            : RefusalOfPoints(actor, points) is null;

    /// <summary>Why <paramref name="actor"/> may not put permissions into a role; null where they may.</summary>
    public static Error? RefusalOfPoints(Person actor, IEnumerable<PermissionPoint> points)
    {
        var lacking = points.FirstOrDefault(point => !Holds(actor, false, false, PlatformRights.Of([point.ToRight()])));
        return lacking is null ? null : NotHeld($"{lacking.Action} {lacking.ResourceType}");
    }

    private static bool Holds(Person actor, bool isAdministrator, bool managesEveryCluster, PlatformRights rights) =>
        actor.IsPlatformAdministrator || (!isAdministrator && (!managesEveryCluster || actor.ManagesEveryCluster) && actor.Rights.Covers(rights));

    private async Task<bool> CoverAsync(DbConnection connection, DbTransaction transaction, Person actor, SubjectKind kind, Guid id, CancellationToken cancellationToken)
    {
        if (actor.IsPlatformAdministrator) return true;
        foreach (var held in holdings)
        {
            if (!await held.CoversAsync(connection, transaction, actor, kind, id, cancellationToken)) return false;
        }

        return true;
    }

    private static Error NotHeld(string what) => Error.Of(ErrorCode.PermissionDenied, "access.not.held", ("what", what));
}
