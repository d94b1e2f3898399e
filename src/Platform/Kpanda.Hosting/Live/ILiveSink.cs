namespace Kpanda.Hosting.Live;

/// <summary>Where a source puts its changes. Every method returns at once and never throws; what the reader cannot take becomes one resync.</summary>
public interface ILiveSink
{
    /// <summary>An object that matches came, changed or went. Changes of one key arrive in order.</summary>
    void Push(LiveChange change);

    /// <summary>The state of a visible row as it was found; a change of it that waits already is newer and stays.</summary>
    void CatchUp(LiveChange change);

    /// <summary>The source lost count (the scope changed, a member was listed again): the reader must read the list anew.</summary>
    void Resync();

    /// <summary>What the feed goes by may have changed: <see cref="ILiveFeed.RecheckAsync"/> is asked soon.</summary>
    void Recheck();
}
