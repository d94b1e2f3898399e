namespace Kpanda.Identity.SignIn;

/// <summary>Answer of <c>POST /auth/login</c>: a bearer token for scripts, which ends with the session that the cookie holds.</summary>
/// <param name="Token">Empty where a code must follow.</param>
/// <param name="ExpiresAt">When the session, or the challenge, ends.</param>
internal sealed record SignInResponse(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>What must be done before anything else: <c>code</c> (the second step, there is no session yet), <c>password</c> (change it) or <c>enrol</c> (set up a second factor); absent for nothing.</summary>
    public string? Next { get; init; }

    /// <summary>What the second step brings along; good once, for five minutes.</summary>
    public string? Challenge { get; init; }
}
