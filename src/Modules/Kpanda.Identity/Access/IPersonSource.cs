namespace Kpanda.Identity.Access;

/// <summary>Who is behind a session or token now, as a feature of the request: what stays open longer than a request must not go by what held when it was opened.</summary>
public interface IPersonSource
{
    /// <summary>The person with what they may do by themselves at this moment.</summary>
    Person Current { get; }
}
