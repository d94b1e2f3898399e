using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Csv;
using Kpanda.Identity.People;
using Kpanda.KubeModel;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Users;

/// <summary>
/// Many people at once, as comma-separated values. The first row names the columns: <c>name</c>, and <c>firstname</c>, <c>lastname</c>, <c>email</c>, <c>description</c>, <c>password</c> where there are any.
/// A password is for the first sign-in only; who has none cannot sign in until one is set, or gets a generated one where that is asked for. Each row is judged by itself: what is wrong with one keeps no other from being added.
/// </summary>
internal sealed class UserImport(UserStore store, UserChanges changes, IStateDatabase database, IAuthorizer authorizer, ErrorVocabulary words)
{
    private const int MostRows = 10_000;

    /// <summary>Each password costs a processor a good part of a second: more of them come in several requests.</summary>
    private const int MostPasswords = 500;

    private static readonly string[] Columns = ["name", "firstname", "lastname", "email", "description", "password"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/api/v1/users/import", (ImportUsersRequest request, UserImport handler, Person person, HttpContext context, CancellationToken cancellation) => handler.ImportAsync(request, person, context, cancellation))
            .WithMetadata(new AuditAs("import", "users")).WithName("ImportUsers").WithTags("Users");
        routes.Get("/api/v1/users/export", (string? search, bool? enabled, string? source, UserImport handler, Person person, CancellationToken cancellation) => handler.ExportAsync(search, enabled, source, person, cancellation))
            .Produces<string>(StatusCodes.Status200OK, "text/csv").WithName("ExportUsers").WithTags("Users");
    }

    private async Task<Result<ImportUsersResponse>> ImportAsync(ImportUsersRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "create", cancellationToken) is { } refused) return refused;
        if (CsvText.Read(request.Csv ?? "", MostRows + 1) is not [var header, .. var rows]) return Error.Invalid("csv", "import.unreadable", ("limit", $"{MostRows}"));
        header = [.. header.Select(name => name.Trim().ToLowerInvariant())];
        if (!header.Contains("name") || header.Except(Columns).Any() || header.Distinct().Count() != header.Length) return Error.Invalid("csv", "import.columns", ("columns", string.Join(", ", Columns)));

        var all = rows.Select(row => Wanted(header, row)).ToList();
        if (request.DryRun != true && all.Count(wanted => HasPassword(wanted, request)) > MostPasswords) return Error.Invalid("csv", "import.passwords", ("limit", $"{MostPasswords}"));

        context.Response.Headers.CacheControl = "no-store";
        var language = RequestLanguage.Of(context);
        var taken = request.DryRun == true ? await store.UsedAmongAsync(all.Select(wanted => wanted.Name!), cancellationToken) : [];
        var results = new List<ImportedUser>();
        foreach (var (wanted, number) in all.Select((wanted, index) => (wanted, index + 2)))
        {
            var (made, error) = await AddAsync(wanted, taken, request, cancellationToken);
            results.Add(new ImportedUser(number, wanted.Name!, made?.Id, error is null ? null : words.Render(error, language)) { Password = made?.Password });
        }

        var failed = results.Count(result => result.Error is not null);
        return new ImportUsersResponse(results.Count - failed, failed, results);
    }

    private static CreateUserRequest Wanted(string[] header, string[] row)
    {
        string Cell(string column) => Array.IndexOf(header, column) is >= 0 and var at && at < row.Length ? row[at].Trim() : "";
        return new CreateUserRequest(Cell("name"), Cell("password"), Cell("description"), Temporary: true) { Email = Cell("email"), Firstname = Cell("firstname"), Lastname = Cell("lastname") };
    }

    private static bool HasPassword(CreateUserRequest wanted, ImportUsersRequest request) => wanted.Password!.Length > 0 || request.GeneratePasswords == true;

    private async Task<(CreateUserResponse? Made, Error? Error)> AddAsync(CreateUserRequest wanted, HashSet<string> taken, ImportUsersRequest request, CancellationToken cancellationToken)
    {
        var withPassword = HasPassword(wanted, request);
        if (await changes.RefusalAsync(wanted, withPassword, cancellationToken) is { } wrong) return (null, wrong);
        if (!taken.Add(wanted.Name!)) return (null, UserChanges.Taken(wanted.Name!));
        if (request.DryRun == true) return (null, null);
        return (await changes.CreateAsync(wanted, withPassword, cancellationToken)).TryGet(out var made, out var error) ? (made, null) : (null, error);
    }

    private async Task<Result<UserCsv>> ExportAsync(string? search, bool? enabled, string? source, Person person, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, "list", cancellationToken) is { } refused) return refused;
        if (!UserQuery.Parse(search, enabled, source, null, null).TryGet(out var query, out var error)) return error;
        return new UserCsv(page => query.RunAsync(database, page, cancellationToken));
    }

    private async Task<Error?> RefusalAsync(Person person, string verb, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, new GroupResource("ghippo.io", "users")), cancellationToken)).Error;
}

/// <summary>Body of importing people.</summary>
/// <param name="Csv">At most 10,000 rows below the one that names the columns; 500 passwords at once, where they are added.</param>
/// <param name="DryRun">Whether only to say what would be done.</param>
/// <param name="GeneratePasswords">Whether who has no password gets one, which is told once.</param>
internal sealed record ImportUsersRequest(string? Csv, bool? DryRun, bool? GeneratePasswords);

/// <param name="Added">How many were added, or would be.</param>
internal sealed record ImportUsersResponse(int Added, int Failed, IReadOnlyList<ImportedUser> Rows);

/// <param name="Row">Which row it was; the one that names the columns is 1.</param>
/// <param name="Id">Of whom was added; absent where nobody was.</param>
/// <param name="Error">Why nobody was or would be; absent where all is well.</param>
internal sealed record ImportedUser(int Row, string Name, string? Id, string? Error)
{
    /// <summary>The generated password, told once; absent where one was given or none was made.</summary>
    public string? Password { get; init; }
}

/// <summary>People as comma-separated values, written page by page.</summary>
internal sealed class UserCsv(Func<PageRequest, Task<(IReadOnlyList<UserRecord> Users, int Total)>> read) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"users.csv\"";
        response.Headers.CacheControl = "no-store";
        // The mark at the beginning tells spreadsheets that it is UTF-8.
        await response.WriteAsync("\ufeffname,firstname,lastname,email,description\r\n", httpContext.RequestAborted);
        for (var number = 1; ; number++)
        {
            var page = new PageRequest(number, PageRequest.MaxPageSize);
            var (users, total) = await read(page);
            foreach (var user in users)
            {
                string[] fields = [user.Name, user.FirstName, user.LastName, user.Email, user.Description];
                await response.WriteAsync($"{string.Join(',', fields.Select(CsvText.Quote))}\r\n", httpContext.RequestAborted);
            }

            if (page.Offset + users.Count >= total || users.Count == 0) return;
        }
    }
}
