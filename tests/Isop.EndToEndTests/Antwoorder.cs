using System.Net;
using System.Text.RegularExpressions;

namespace Isop.EndToEndTests;

/// <summary>A student who answers through the real pages, without a browser.</summary>
internal static class Antwoorder
{
    /// <summary>The address of the button on the invitation that is in the student's inbox.</summary>
    public static async Task<Uri> BeginlinkAsync(this Bot bot, string email)
    {
        var inbox = (await bot.PostvakAsync(email)).GetRawText();
        var link = Regex.Match(inbox, "\"(http[^\"]*/evaluatie/begin/[^\"]+)\"");
        Assert.True(link.Success, $"{email} has no invitation in: {inbox}");
        return new Uri(link.Groups[1].Value);
    }

    /// <summary>Presses Begin; answers the address of the form.</summary>
    public static async Task<Uri> BeginAsync(this Bot bot, Uri begin)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = bot.Address };
        using var page = await http.GetAsync(begin);
        var token = Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"").Groups[1].Value;
        using var press = new HttpRequestMessage(HttpMethod.Post, begin) { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]) };
        press.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        press.Headers.Add("Origin", bot.Address.ToString().TrimEnd('/'));
        using var answer = await http.SendAsync(press);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return new Uri(bot.Address, answer.Headers.Location!);
    }

    /// <summary>Every stelling by its name and its number, and words; answers the address of the form.</summary>
    public static async Task<Uri> AntwoordAsync(this Bot bot, string email, Func<string, int, int> stap, string? blijven = null, string? beter = null)
    {
        var form = await bot.BeginAsync(await bot.BeginlinkAsync(email));
        var names = Regex.Matches(await bot.Http.GetStringAsync(form), "name=\"(s-[^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().Index();
        using var answer = await bot.StuurAsync(form, [.. names.Select(n => (n.Item, $"{stap(n.Item, n.Index)}")), ("t-blijven", blijven ?? ""), ("t-beter", beter ?? "")]);
        Assert.Contains("Dank je wel!", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return form;
    }

    public static async Task<HttpResponseMessage> StuurAsync(this Bot bot, Uri form, params (string Name, string Value)[] fields)
    {
        // As a browser sends it from a page in a sandbox.
        using var request = new HttpRequestMessage(HttpMethod.Post, form) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("Origin", "null");
        return await bot.Http.SendAsync(request);
    }
}
