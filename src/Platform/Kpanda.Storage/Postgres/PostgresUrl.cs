using System.Web;
using Npgsql;

namespace Kpanda.Storage.Postgres;

/// <summary>Reads <c>postgres://user:password@host:port/database?sslmode=require</c>; <c>host=/path</c> in the query names a socket folder.</summary>
internal static class PostgresUrl
{
    public static string ToConnectionString(string url, string schema)
    {
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            SearchPath = schema,
            ApplicationName = "kpanda",
        };
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);

        var query = HttpUtility.ParseQueryString(uri.Query);
        foreach (var key in query.AllKeys.OfType<string>()) builder[key == "sslmode" ? "SSL Mode" : key] = query[key];
        return builder.ToString();
    }
}
