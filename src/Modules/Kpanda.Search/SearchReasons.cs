namespace Kpanda.Search;

/// <summary>Machine words for what is wrong with a list request.</summary>
internal static class SearchReasons
{
    public const string NotANumber = "search.number";
    public const string ValueUnknown = "search.value";
    public const string SelectorInvalid = "search.selector";
    public const string FieldUnknown = "search.field";
    public const string TermUnknown = "search.term";
    public const string NeedsScan = "search.scan";
    public const string CursorUnknown = "search.cursor";
    public const string AdministratorsOnly = "search.administrators";
    public const string KindNotIndexed = "search.kindNotIndexed";
    public const string IsPaused = "search.isPaused";
    public const string CheckRuns = "search.checkRuns";
    public const string NoRights = "search.rights";
    public const string ObjectUnknown = "search.object";
}
