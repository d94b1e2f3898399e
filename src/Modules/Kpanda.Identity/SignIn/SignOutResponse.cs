namespace Kpanda.Identity.SignIn;

/// <summary>Answer of <c>POST /auth/logout</c>.</summary>
/// <param name="Redirect">Where the browser signs out of the provider that vouched for the session; absent for nowhere.</param>
internal sealed record SignOutResponse(string? Redirect);
