namespace Kpanda.Identity.SignIn;

/// <summary>Answer of <c>POST /auth/login</c>: a bearer token for scripts, which ends with the session that the cookie holds.</summary>
internal sealed record SignInResponse(string Token, DateTimeOffset ExpiresAt);
