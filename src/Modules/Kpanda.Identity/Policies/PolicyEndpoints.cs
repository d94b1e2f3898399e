using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Passwords;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Policies;

/// <summary>What administrators choose about passwords, lockout, sessions and the second factor. A setting that makes no sense is refused; none can be turned down below what is safe.</summary>
internal sealed class PolicyEndpoints(SecurityPolicies policies, IAuthorizer authorizer)
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1/securitypolicy";
    private const int MostCharacters = 64;
    private const int MostFormer = 10;
    private const int MostDays = 3650;
    private const int DaySeconds = 24 * 3600;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/password", (PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.ReadAsync(person, set => Items(set.Password), cancellation)).WithName("SecurityPolicy_GetPasswordPolicy").WithTags("SecurityPolicy");
        routes.Put($"{Prefix}/password", (PasswordPolicyItems request, PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.SetAsync(person, _ => Read(request), cancellation)).WithName("SecurityPolicy_SetPasswordPolicy").WithTags("SecurityPolicy");
        routes.Get($"{Prefix}/accountlockout", (PolicyEndpoints handler, Person person, CancellationToken cancellation) =>
            handler.ReadAsync(person, set => new AccountLockout(set.Lockout.Enabled, set.Lockout.MaxFailures, set.Lockout.LongestWaitSeconds, set.Lockout.ResetSeconds), cancellation)).WithName("SecurityPolicy_GetAccountLockoutPolicy").WithTags("SecurityPolicy");
        routes.Put($"{Prefix}/accountlockout", (AccountLockout request, PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.SetAsync(person, set => Read(request, set.Lockout), cancellation)).WithName("SecurityPolicy_SetAccountLockoutPolicy").WithTags("SecurityPolicy");
        routes.Get($"{Prefix}/mfa", (PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.ReadAsync(person, set => Shape(set.SecondFactor), cancellation)).WithName("SecurityPolicy_GetMFA").WithTags("SecurityPolicy");
        routes.Put($"{Prefix}/mfa", (MfaPolicy request, PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.SetAsync(person, _ => Read(request), cancellation)).WithName("SecurityPolicy_SetMFA").WithTags("SecurityPolicy");
        routes.Get($"{Prefix}/sessiontimeout", (PolicyEndpoints handler, Person person, CancellationToken cancellation) =>
            handler.ReadAsync(person, set => new SessionTimeout(set.Sessions.IdleSeconds) { LifetimeSeconds = set.Sessions.LifetimeSeconds }, cancellation)).WithName("SecurityPolicy_GetSessionTimeout").WithTags("SecurityPolicy");
        routes.Put($"{Prefix}/sessiontimeout", (SessionTimeout request, PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.SetAsync(person, set => Read(request, set.Sessions), cancellation)).WithName("SecurityPolicy_SetSessionTimeout").WithTags("SecurityPolicy");
        routes.Get($"{Prefix}/sessionlimit/user", (PolicyEndpoints handler, Person person, CancellationToken cancellation) =>
            handler.ReadAsync(person, set => new UserSessionLimit(set.PerUser.Enabled, set.PerUser.Number), cancellation)).WithName("SecurityPolicy_GetUserSessionLimit").WithTags("SecurityPolicy");
        routes.Put($"{Prefix}/sessionlimit/user", (UserSessionLimit request, PolicyEndpoints handler, Person person, CancellationToken cancellation) => handler.SetAsync(person, set => Read(request, set.PerUser), cancellation)).WithName("SecurityPolicy_SetUserSessionLimit").WithTags("SecurityPolicy");
    }

    private async Task<Result<T>> ReadAsync<T>(Person person, Func<PolicySet, T> shape, CancellationToken cancellationToken) =>
        await RefusalAsync(person, "get", cancellationToken) is { } refused ? refused : shape(await policies.ReadAsync(cancellationToken));

    private async Task<Result<Empty>> SetAsync<T>(Person person, Func<PolicySet, Result<T>> read, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "update", cancellationToken) is { } refused) return refused;
        if (!read(await policies.ReadAsync(cancellationToken)).TryGet(out var policy, out var error)) return error;
        await policies.SetAsync(policy, cancellationToken);
        return default(Empty);
    }

    private static PasswordPolicyItems Items(PasswordPolicy policy)
    {
        (PasswordPolicyType Type, int Value)[] numbers =
        [
            (PasswordPolicyType.MinimumLengthLabel, policy.MinimumLength), (PasswordPolicyType.DigitsLabel, policy.Digits), (PasswordPolicyType.UppercaseCharactersLabel, policy.Uppercase),
            (PasswordPolicyType.LowercaseCharactersLabel, policy.Lowercase), (PasswordPolicyType.SpecialCharactersLabel, policy.Special), (PasswordPolicyType.NotRecentlyUsedLabel, policy.NotRecentlyUsed),
            (PasswordPolicyType.ExpirePasswordLabel, policy.ExpireDays),
        ];
        // No password is ever the name.
        List<PasswordPolicyItem> items = [.. numbers.Where(item => item.Value > 0).Select(item => new PasswordPolicyItem(item.Type, item.Value.ToString(CultureInfo.InvariantCulture))), new(PasswordPolicyType.NotUsernameLabel, "true")];
        if (policy.NotEmail) items.Add(new(PasswordPolicyType.NotEmailLabel, "true"));
        return new PasswordPolicyItems(items);
    }

    private static Result<PasswordPolicy> Read(PasswordPolicyItems request)
    {
        var policy = new PasswordPolicy();
        foreach (var item in request.Items ?? [])
        {
            if (item is null) return Wrong("items", 0, 0);
            if (item.Type is PasswordPolicyType.NotUsernameLabel or PasswordPolicyType.NotEmailLabel)
            {
                if (item.Type == PasswordPolicyType.NotEmailLabel) policy = policy with { NotEmail = item.Value != "false" };
                continue;
            }

            var (least, most) = item.Type switch
            {
                PasswordPolicyType.MinimumLengthLabel => (PasswordRules.Min, MostCharacters),
                PasswordPolicyType.NotRecentlyUsedLabel => (0, MostFormer),
                PasswordPolicyType.ExpirePasswordLabel => (0, MostDays),
                _ => (0, MostCharacters / 4),
            };
            if (!int.TryParse(item.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < least || value > most) return Wrong(item.Type.ToString(), least, most);
            policy = item.Type switch
            {
                PasswordPolicyType.MinimumLengthLabel => policy with { MinimumLength = value },
                PasswordPolicyType.NotRecentlyUsedLabel => policy with { NotRecentlyUsed = value },
                PasswordPolicyType.ExpirePasswordLabel => policy with { ExpireDays = value },
                PasswordPolicyType.DigitsLabel => policy with { Digits = value },
                PasswordPolicyType.UppercaseCharactersLabel => policy with { Uppercase = value },
                PasswordPolicyType.LowercaseCharactersLabel => policy with { Lowercase = value },
                _ => policy with { Special = value },
            };
        }

        return policy;
    }

    private static Result<LockoutPolicy> Read(AccountLockout request, LockoutPolicy now)
    {
        var policy = new LockoutPolicy(request.Enabled ?? now.Enabled, request.MaxLoginFailures ?? now.MaxFailures, request.MaxFailuresWaitSeconds ?? now.LongestWaitSeconds, request.FailureResetSeconds ?? now.ResetSeconds);
        if (policy.MaxFailures is < 1 or > 100) return Wrong("maxLoginFailures", 1, 100);
        if (policy.LongestWaitSeconds is < 60 or > DaySeconds) return Wrong("maxFailuresWaitSeconds", 60, DaySeconds);
        return policy.ResetSeconds is < 60 or > DaySeconds ? Wrong("failureResetSeconds", 60, DaySeconds) : policy;
    }

    private static MfaPolicy Shape(SecondFactorPolicy policy) =>
        new(policy.Administrators || policy.Everybody) { RequiredFor = policy.Everybody ? "all" : policy.Administrators ? "administrators" : null };

    private static Result<SecondFactorPolicy> Read(MfaPolicy request) => (request.Enabled, request.RequiredFor) switch
    {
        (not true, _) => new SecondFactorPolicy(),
        (_, null or "" or "all") => new SecondFactorPolicy(Administrators: true, Everybody: true),
        (_, "administrators") => new SecondFactorPolicy(Administrators: true),
        _ => Error.Invalid("requiredFor", "user.filter", ("field", "requiredFor")),
    };

    private static Result<SessionPolicy> Read(SessionTimeout request, SessionPolicy now)
    {
        var policy = new SessionPolicy(request.TimeoutSeconds ?? now.IdleSeconds, request.LifetimeSeconds ?? now.LifetimeSeconds);
        if (policy.IdleSeconds is < 300 or > 7 * DaySeconds) return Wrong("timeoutSeconds", 300, 7 * DaySeconds);
        return policy.LifetimeSeconds < 600 || policy.LifetimeSeconds > 30 * DaySeconds ? Wrong("lifetimeSeconds", 600, 30 * DaySeconds) : policy;
    }

    private static Result<SessionLimitPolicy> Read(UserSessionLimit request, SessionLimitPolicy now)
    {
        var policy = new SessionLimitPolicy(request.Enabled ?? now.Enabled, request.Number ?? now.Number);
        return policy.Number is < 1 or > 1000 ? Wrong("number", 1, 1000) : policy;
    }

    private static Error Wrong(string field, int least, int most) => Error.Invalid(field, "policy.range", ("field", field), ("least", $"{least}"), ("most", $"{most}"));

    private async Task<Error?> RefusalAsync(Person person, string verb, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, new GroupResource("ghippo.io", "securitypolicies")), cancellationToken)).Error;
}
