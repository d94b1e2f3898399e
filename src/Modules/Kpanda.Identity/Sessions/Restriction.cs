namespace Kpanda.Identity.Sessions;

/// <summary>What a session is for as long as something must be done first. It opens the routes that are marked with it (<see cref="OpensWhile"/>), and those that are open to anybody.</summary>
internal static class Restriction
{
    /// <summary>For everything.</summary>
    public const string None = "";

    /// <summary>The password must be changed.</summary>
    public const string Password = "password";

    /// <summary>A second factor must be set up.</summary>
    public const string Enrol = "enrol";
}

/// <summary>Metadata of a route that sessions with such a restriction open.</summary>
internal sealed record OpensWhile(params string[] Restrictions);
