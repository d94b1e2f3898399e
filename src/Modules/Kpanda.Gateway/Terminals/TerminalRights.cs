using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;

namespace Kpanda.Gateway.Terminals;

/// <summary>Asks whether somebody may run programs in a container.</summary>
internal static class TerminalRights
{
    /// <summary>The first refusal; null where all is allowed.</summary>
    public static async ValueTask<Error?> DeniedAsync(this IAuthorizer authorizer, Person person, TerminalTarget target, CancellationToken cancellationToken)
    {
        foreach (var question in target.Questions)
            if ((await authorizer.CheckAsync(person, question, cancellationToken)).Error is { } denied) return denied;
        return null;
    }
}
