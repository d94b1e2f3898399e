using Dapper;

namespace Kpanda.Storage.Mapping;

/// <summary>
/// How values stand in columns, the same on both databases: ids as text, times as Unix milliseconds, and numbers and booleans in whatever width the database gives
/// back. With these, Dapper fills positional records.
/// </summary>
internal static class ValueHandlers
{
    private static readonly Lazy<bool> Registered = new(AddAll);

    public static void Register() => _ = Registered.Value;

    private static bool AddAll()
    {
        Add(new GuidHandler());
        Add(new TimeHandler());
        Add(new BooleanHandler());
        Add(new Int32Handler());
        return true;
    }

    private static void Add<T>(SqlMapper.TypeHandler<T> handler)
        where T : struct
    {
        // Dapper asks its built-in map first.
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.RemoveTypeMap(typeof(T?));
        SqlMapper.AddTypeHandler(handler);
    }
}
