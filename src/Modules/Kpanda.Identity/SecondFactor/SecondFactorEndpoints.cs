using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Account;
using Kpanda.Identity.Audit;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.SecondFactor;

/// <summary>One's own second factor: what changes it asks for the password once more.</summary>
internal sealed class SecondFactorEndpoints(SecondFactorStore store, CredentialStore credentials, SecurityPolicies policies, OwnPassword password, SessionStarter starter, SignInThrottle throttle, UserStore users, TimeProvider time)
{
    private const string Prefix = "/api/v1/second-factor";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var first = new OpensWhile(Restriction.Enrol);
        routes.Get(Prefix, (SecondFactorEndpoints handler, Person person, CancellationToken cancellation) => handler.ReadAsync(person, cancellation)).WithMetadata(first).WithName("ReadSecondFactor").WithTags("Account");
        routes.Post($"{Prefix}/enrol", (PasswordProof request, SecondFactorEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.EnrolAsync(request, person, context, cancellation))
            .WithMetadata(first, new AuditAs("enrol", "second-factors")).WithName("EnrolSecondFactor").WithTags("Account");
        routes.Post($"{Prefix}/confirm", (CodeRequest request, SecondFactorEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.ConfirmAsync(request, person, context, cancellation))
            .WithMetadata(first, new AuditAs("confirm", "second-factors")).WithName("ConfirmSecondFactor").WithTags("Account");
        routes.Post($"{Prefix}/disable", (PasswordProof request, SecondFactorEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.DisableAsync(request, person, context, cancellation))
            .WithMetadata(new AuditAs("disable", "second-factors")).WithName("DisableSecondFactor").WithTags("Account");
        routes.Post($"{Prefix}/recovery-codes", (PasswordProof request, SecondFactorEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.NewCodesAsync(request, person, context, cancellation))
            .WithMetadata(new AuditAs("create", "recovery-codes")).WithName("NewRecoveryCodes").WithTags("Account");
    }

    private async Task<Result<SecondFactorState>> ReadAsync(Person person, CancellationToken cancellationToken) =>
        new SecondFactorState(
            await store.IsConfirmedAsync(person.Id, cancellationToken), await IsRequiredAsync(person, cancellationToken), await store.RecoveryCodesLeftAsync(person.Id, cancellationToken),
            await users.FindAsync(person.Id, cancellationToken) is { } user && OwnPassword.Has(user));

    private async Task<Result<NewSecondFactor>> EnrolAsync(PasswordProof request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!(await password.ProveAsync(context, person, request.Password, "password", cancellationToken)).TryGet(out var user, out var error)) return error;
        var secret = Totp.NewSecret();
        if (!await store.BeginAsync(user.Id, secret, time.GetUtcNow(), cancellationToken)) return Error.Of(ErrorCode.FailedPrecondition, "factor.enrolled");
        context.Response.Headers.CacheControl = "no-store";
        var text = Totp.Base32(secret);
        return new NewSecondFactor(text, Totp.Uri(user.Name, text));
    }

    private async Task<Result<RecoveryCodeList>> ConfirmAsync(CodeRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<ISessionLifetime>() is not SessionLifetime lifetime || Tokens.AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "session.only");
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var key = $"code/{person.Id}";
        if (await throttle.AttemptAsync(key, address, new LockoutPolicy(), cancellationToken) is { } locked) return locked;
        if (!await store.TakeCodeAsync(person.Id, request.Code?.Trim() ?? "", confirm: true, time.GetUtcNow(), cancellationToken)) return Error.Invalid("code", "factor.code");
        await throttle.SuccessAsync(key, address, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var codes = await store.NewRecoveryCodesAsync(person.Id, cancellationToken);
        // Until now it was for setting up only: what may do more gets a new secret.
        if (lifetime.Credential.Restriction.Length == 0 || await users.FindAsync(person.Id, cancellationToken) is not { } user) return new RecoveryCodeList(codes, null);
        return new RecoveryCodeList(codes, (await starter.StartAnewAsync(context, user, cancellationToken)).Token);
    }

    private async Task<Result<Empty>> DisableAsync(PasswordProof request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if ((await password.ProveAsync(context, person, request.Password, "password", cancellationToken)).Error is { } error) return error;
        if (await IsRequiredAsync(person, cancellationToken)) return Error.Of(ErrorCode.FailedPrecondition, "factor.required");
        await store.RemoveAsync(person.Id, cancellationToken);
        return default(Empty);
    }

    private async Task<Result<RecoveryCodeList>> NewCodesAsync(PasswordProof request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if ((await password.ProveAsync(context, person, request.Password, "password", cancellationToken)).Error is { } error) return error;
        if (!await store.IsConfirmedAsync(person.Id, cancellationToken)) return Error.Of(ErrorCode.FailedPrecondition, "factor.none");
        context.Response.Headers.CacheControl = "no-store";
        return new RecoveryCodeList(await store.NewRecoveryCodesAsync(person.Id, cancellationToken), null);
    }

    private async Task<bool> IsRequiredAsync(Person person, CancellationToken cancellationToken) =>
        await credentials.MustHaveSecondFactorAsync(person.Id, (await policies.ReadAsync(cancellationToken)).SecondFactor, cancellationToken);
}
