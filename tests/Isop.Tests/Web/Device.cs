using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Isop.Tests.Web;

/// <summary>
/// A browser's manners without a browser: keeps cookies (also Secure ones, which .NET's own jar would not send over http to
/// loopback), follows no redirect by itself and says where a POST comes from.
/// </summary>
internal sealed class Device(Uri site) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site };
    private readonly Dictionary<string, string> _cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public string UserAgent { get; init; } = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

    /// <summary>What every request carries besides, e.g. from a proxy on the way.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public void TakeCookie(string name, string value) => _cookies[name] = value;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens a page and presses the button of its form with this action (the first form when none is given).</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string? action = null, params (string Name, string Value)[] fields)
    {
        var page = await HtmlAsync(await GetAsync(path));
        var form = page.Forms.First(f => f.Method == "post" && (action is null || f.GetAttribute("action") == action));
        return await PostFormAsync(form, fields);
    }

    public Task<HttpResponseMessage> PostFormAsync(IHtmlFormElement form, params (string Name, string Value)[] fields)
    {
        var values = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = new FormUrlEncodedContent(values) });
    }

    public Task<HttpResponseMessage> PostActionAsync(string json, Action<HttpRequestMessage>? change = null) =>
        PostActionAsync(Encoding.UTF8.GetBytes(json), change);

    public Task<HttpResponseMessage> PostActionAsync(byte[] body, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/postvak/actie") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Isop", "1");
        request.Headers.Accept.ParseAdd("application/json");
        change?.Invoke(request);
        return SendAsync(request);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.UserAgent.ParseAdd(UserAgent);
        foreach (var (name, value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        if (request.Headers.Accept.Count == 0)
        {
            request.Headers.Accept.ParseAdd("text/html");
        }

        if (request.Method != HttpMethod.Get && !request.Headers.Contains("Sec-Fetch-Site") && !request.Headers.Contains("Origin"))
        {
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in SetCookies(response))
        {
            var (name, value) = (cookie.Split(';')[0].Split('=')[0], cookie.Split(';')[0][(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }

        return response;
    }

    public static IEnumerable<string> SetCookies(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [];

    public static async Task<IHtmlDocument> HtmlAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public static async Task<string> TextAsync(HttpResponseMessage response) =>
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _http.Dispose();
}

internal static class Answers
{
    public static void MustBe(this HttpResponseMessage response, HttpStatusCode status) => Assert.Equal(status, response.StatusCode);

    public static void MustLeadTo(this HttpResponseMessage response, string path)
    {
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.SeeOther, HttpStatusCode.Found });
        Assert.Equal(path, response.Headers.Location?.OriginalString);
    }
}
