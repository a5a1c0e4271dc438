using System.Net;
using System.Text.Json;
using Isop.Bot.Api;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Tests.Api;

/// <summary>Pages, order and filters of a list, and questions that cannot be read.</summary>
public sealed class LijstTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("tussenevaluaties", "", "student")]
    [InlineData("tussenevaluaties", "sorteer=-student", "student")]
    [InlineData("tussenevaluaties", "sorteer=deadline", "deadline")]
    [InlineData("organisaties", "sorteer=-plaats", "plaats")]
    [InlineData("organisaties", "sorteer=code", "code")]
    public async Task Page_after_page_everything_comes_once_and_in_order(string lijst, string vraag, string veld)
    {
        var whole = await ReadAsync($"/api/v1/{lijst}?{vraag}");
        List<string> seen = [];
        for (var next = $"/api/v1/{lijst}?{vraag}&aantal=1"; next is not null;)
        {
            var (items, link) = await PageAsync(next);
            seen.AddRange(items.Select(i => Value(i, veld)));
            Assert.DoesNotMatch("Gijs|Smit|Vries", link ?? "");
            Assert.True(link is null || link.StartsWith($"https://isop.test/api/v1/{lijst}?", StringComparison.Ordinal), link);
            next = link?["https://isop.test".Length..];
        }

        Assert.True(whole.Count > 2);
        Assert.Equal(whole.Select(i => Value(i, veld)), seen);
        var ordered = whole.Select(i => Value(i, veld)).Order(StringComparer.Create(new System.Globalization.CultureInfo("nl-NL"), ignoreCase: true)).ToList();
        Assert.Equal(vraag.Contains("=-", StringComparison.Ordinal) ? Enumerable.Reverse(ordered) : ordered, seen);
    }

    [Theory]
    [InlineData("organisatie=O2", 1)]
    [InlineData("organisatie=O2'%20or%20'1'%3D'1", 0)]
    [InlineData("staat=besproken", 0)]
    [InlineData("jaar=1999-2000", 0)]
    [InlineData("jaar=x%0Ay", 0)]
    [InlineData("jaar=2026-2027", 4)]
    public async Task A_filter_narrows_and_what_does_not_exist_gives_nothing(string filter, int count) =>
        Assert.Equal(count, (await ReadAsync($"/api/v1/tussenevaluaties?{filter}")).Count);

    [Theory]
    [InlineData("B1", 2)]
    [InlineData("B2", 1)]
    [InlineData("b2", 0)]
    public async Task Organisations_of_a_board_are_found_by_its_code(string bestuur, int count) =>
        Assert.Equal(count, (await ReadAsync($"/api/v1/organisaties?bestuur={bestuur}")).Count);

    [Fact]
    public void In_order_of_a_day_the_first_day_comes_first_and_with_a_minus_last()
    {
        (string Id, DateOnly Dag)[] items = [("c", new(2026, 12, 4)), ("a", new(2026, 12, 4)), ("d", new(2026, 9, 30)), ("b", new(2027, 1, 8))];
        var bladeren = new Bladeren<(string Id, DateOnly Dag)>(i => i.Id, new Sortering<(string Id, DateOnly Dag)>("dag", (a, b) => a.Dag.CompareTo(b.Dag)));

        Assert.Equal(["d", "a", "c", "b"], Ids("dag"));
        Assert.Equal(["b", "c", "a", "d"], Ids("-dag"));

        IEnumerable<string> Ids(string sorteer) => Assert.IsType<Ok<Lijst<string>>>(bladeren.Neem(
            items, _ => true, new Lijstvraag { Sorteer = sorteer }, i => i.Id, new DefaultHttpContext().Request, new Uri("https://isop.test")).Result).Value!.Value;
    }

    [Theory]
    [InlineData("aantal=0", "aantal is een getal van 1 tot en met 500.")]
    [InlineData("aantal=501", "aantal is een getal van 1 tot en met 500.")]
    [InlineData("sorteer=wachtwoord", "sorteer is een van deze velden")]
    [InlineData("na=!!", "na is niet (meer) van deze lijst")]
    [InlineData("na=bm9n", "na is niet (meer) van deze lijst")]
    [InlineData("staat=klaar", "staat is een van")]
    public async Task A_question_that_cannot_be_read_is_refused_with_what_would_do(string vraag, string waarom)
    {
        var answer = await api.GetAsync($"/api/v1/tussenevaluaties?{vraag}", "onderwijsbureau");

        answer.MustBe(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(waarom, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused_too() =>
        (await api.GetAsync("/api/v1/organisaties?aantal=veel", "onderwijsbureau")).MustBe(HttpStatusCode.BadRequest);

    private async Task<IReadOnlyList<JsonElement>> ReadAsync(string path) => (await PageAsync(path)).Items;

    private async Task<(IReadOnlyList<JsonElement> Items, string? Next)> PageAsync(string path)
    {
        var answer = await api.GetAsync(path, "onderwijsbureau");
        answer.MustBe(HttpStatusCode.OK);
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var next = page.RootElement.TryGetProperty("nextLink", out var link) ? link.GetString() : null;
        return ([.. page.RootElement.GetProperty("value").EnumerateArray().Select(i => i.Clone())], next);
    }

    private static string Value(JsonElement item, string veld) => item.GetProperty(veld).GetString()!;
}
