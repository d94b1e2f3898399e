using Kpanda.Hosting.Requests;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Hosting.Live;

/// <summary>What a reader wants to follow: the path and query of a list or of one object of the product API.</summary>
/// <param name="Context">The request that opened the channel: who asks (its features), until the channel closes.</param>
/// <param name="Path">The path, such as <c>/apis/kpanda.io/v1alpha1/clusters/prod/pods</c>.</param>
/// <param name="Query">Its query parameters. <c>page</c> and <c>pageSize</c> mean nothing here.</param>
/// <param name="Language">The language of words within rows.</param>
public sealed record LiveRequest(HttpContext Context, PathString Path, IQueryCollection Query, Language Language);
