namespace Kpanda.Identity.People;

/// <summary>Published <c>v1alpha1currentuserGetUserResponse</c>.</summary>
internal sealed record CurrentUserResponse(string Uid, string Username, string Email, string Source, string Firstname, string Lastname);
