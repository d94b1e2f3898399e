using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Providers.Ldap.Protocol;
using Kpanda.Identity.SignIn;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Asks directories whether a password is right: the person is looked for by the platform's account, and then the directory is asked to let them in.</summary>
internal sealed partial class LdapSignIn(LdapStore store, LdapDirectory directory, ExternalPeople people, SignInThrottle throttle, ILogger<LdapSignIn> logger)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Who signed in, by which directory.</summary>
    internal sealed record SignedIn(UserRecord User, Guid Provider);

    /// <summary>The directories that people can sign in by, in the order in which they are asked.</summary>
    public async Task<IReadOnlyList<LdapProvider>> OfferedAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(provider => provider.Enabled)];

    /// <summary>Signs in by the first directory that has somebody of this name: no other is shown the password.</summary>
    public async Task<Result<SignedIn>> SignInAsync(
        IReadOnlyList<LdapProvider> providers, string name, string password, LockoutPolicy lockout, CancellationToken cancellationToken)
    {
        Error? unreachable = null;
        foreach (var provider in providers)
        {
            var answer = await directory.AskAsync(
                directory.Of(provider, Limit, isHasty: true), (connection, cancellation) => CheckAsync(connection, provider, name, password, lockout, cancellation), cancellationToken);
            if (answer.TryGet(out var identity, out var error))
            {
                var resolved = await people.ResolveAsync(provider.Source, identity, cancellationToken);
                if (resolved.Error is not null) Log.Refused(logger, provider.Name, resolved.Error.Reason, "");
                return resolved.Select(user => new SignedIn(user, provider.Id));
            }

            if (error == LdapErrors.NoSuchPerson) continue;
            Log.Refused(logger, provider.Name, error.Reason, error.Parameters.GetValueOrDefault(LdapErrors.Why, ""));
            if (error.Reason == "signin.locked" || LdapErrors.IsOfPerson(error)) return error;
            // It may be the one that knows them: the others go on, and it is not forgotten.
            unreachable = error;
        }

        return unreachable ?? LdapErrors.NoSuchPerson;
    }

    /// <summary>Looks for somebody who is not signed in by a directory, so that it takes as long.</summary>
    /// <returns>Why a directory could not be asked; null where all could.</returns>
    public async Task<Error?> LookAsync(IReadOnlyList<LdapProvider> providers, string name, LockoutPolicy lockout, CancellationToken cancellationToken)
    {
        Error? unreachable = null;
        foreach (var provider in providers)
        {
            var answer = await directory.AskAsync(
                directory.Of(provider, Limit, isHasty: true),
                async (connection, cancellation) =>
                {
                    var found = await LdapPeopleSearch.ByNameAsync(connection, provider.Settings, name, cancellation);
                    await PretendAsync(connection, provider, name, lockout, cancellation);
                    return found;
                },
                cancellationToken);
            if (answer.Error is { } error && !LdapErrors.IsOfPerson(error)) unreachable = error;
        }

        return unreachable;
    }

    /// <summary>Whether this is the password of somebody whose account is a directory's.</summary>
    public async Task<Result<bool>> ProveAsync(UserRecord user, string password, CancellationToken cancellationToken)
    {
        var provider = (await OfferedAsync(cancellationToken)).FirstOrDefault(provider => provider.Source.Issuer == user.Source);
        if (provider is null || await people.SubjectAsync(user, cancellationToken) is not { } subject) return false;
        return await directory.AskAsync<bool>(
            directory.Of(provider, Limit),
            async (connection, cancellation) =>
            {
                if (!(await LdapPeopleSearch.BySubjectAsync(connection, provider.Settings, subject, cancellation)).TryGet(out var person, out var error)) return LdapErrors.IsOfPerson(error) ? false : error;
                return !person.IsDisabled && await IsRightAsync(connection, person, password, cancellation);
            },
            cancellationToken);
    }

    /// <summary>Who somebody is in a directory and here, if the password is right; nobody is signed in.</summary>
    public Task<Result<(LdapPerson Person, ExternalIdentity Identity)>> TryAsync(LdapProvider provider, string name, string password, CancellationToken cancellationToken) =>
        directory.AskAsync<(LdapPerson, ExternalIdentity)>(
            directory.Of(provider, Limit),
            async (connection, cancellation) =>
            {
                if (!(await LdapPeopleSearch.ByNameAsync(connection, provider.Settings, name, cancellation)).TryGet(out var person, out var error)) return error;
                if (!await IsRightAsync(connection, person, password, cancellation)) return LdapErrors.WrongPassword;
                return (await WelcomeAsync(connection, provider, person, cancellation)).Select(identity => (person, identity));
            },
            cancellationToken);

    /// <summary>What a name counts as for the throttle: directories take many spellings for one name.</summary>
    public static string Spelling(string name) => string.Join(' ', name.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<Result<ExternalIdentity>> CheckAsync(LdapConnection connection, LdapProvider provider, string name, string password, LockoutPolicy lockout, CancellationToken cancellationToken)
    {
        if (!(await LdapPeopleSearch.ByNameAsync(connection, provider.Settings, name, cancellationToken)).TryGet(out var person, out var error))
        {
            await PretendAsync(connection, provider, name, lockout, cancellationToken);
            return error;
        }

        // Counted for the entry too: whatever spelling finds it.
        var key = $"entry/{provider.Source.Issuer}/{person.Subject}";
        if (await throttle.AttemptAsync(key, null, lockout, cancellationToken) is { } locked) return locked;
        if (!await IsRightAsync(connection, person, password, cancellationToken)) return LdapErrors.WrongPassword;
        await throttle.SuccessAsync(key, null, cancellationToken);
        return await WelcomeAsync(connection, provider, person, cancellationToken);
    }

    // Only who has the right password is told what else is wrong.
    private async Task<Result<ExternalIdentity>> WelcomeAsync(LdapConnection connection, LdapProvider provider, LdapPerson person, CancellationToken cancellationToken)
    {
        if (person.IsDisabled) return LdapErrors.DisabledThere;
        if (person.Name is null) return ExternalErrors.NameUnusable;
        // The connection is the person's now: groups are what the platform's account sees.
        if (provider.Settings.BindDn.Length > 0) await connection.BindAsync(provider.Settings.BindDn, store.Open(provider), cancellationToken);
        return person.Identity(provider, await LdapGroupSearch.OfPersonAsync(connection, provider.Settings.Group, person, cancellationToken));
    }

    private static async Task<bool> IsRightAsync(LdapConnection connection, LdapPerson person, string password, CancellationToken cancellationToken)
    {
        try
        {
            await connection.BindAsync(person.Dn, password, cancellationToken);
            return true;
        }
        catch (LdapException failure) when (failure.Fault == LdapFault.Credentials)
        {
            return false;
        }
    }

    // As nobody that there is: whether somebody was found must not show in how long it takes.
    private async Task PretendAsync(LdapConnection connection, LdapProvider provider, string name, LockoutPolicy lockout, CancellationToken cancellationToken)
    {
        await throttle.AttemptAsync($"nobody/{provider.Source.Issuer}/{Spelling(name)}", null, lockout, cancellationToken);
        try
        {
            await connection.BindAsync($"cn={Guid.CreateVersion7():n},{provider.Settings.UsersDn}", "nobody", cancellationToken);
        }
        catch (LdapException failure) when (failure.Fault is LdapFault.Credentials or LdapFault.Answer)
        {
            // Nobody is let in as nobody.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sign-in by directory {Provider} failed: {Reason} {Why}")]
        public static partial void Refused(ILogger logger, string provider, string reason, string why);
    }
}
