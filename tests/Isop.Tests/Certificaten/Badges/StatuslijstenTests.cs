using Isop.Core.Certificaten;
using Isop.Core.Certificaten.Badges;
using Isop.Core.Storage;
using Isop.Core.Upkeep;
using Microsoft.Extensions.Options;

namespace Isop.Tests.Certificaten.Badges;

public sealed class StatuslijstenTests : IAsyncDisposable
{
    private const string Jaar = "2026-2027";

    private readonly Badgewereld _w = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _w.DisposeAsync();

    [Fact]
    public async Task A_list_is_published_before_its_first_certificate_names_it_and_says_that_nothing_was_revoked()
    {
        Assert.Null(await _w.Lijsten.LeesAsync(Jaar, Ct));

        var plek = await _w.Lijsten.NeemPlekAsync(Jaar, Certificaatnummer.Trek(), Ct);
        var answer = (await _w.JoseAsync((await _w.Lijsten.LeesAsync(plek.Lijst, Ct))!)).Answers[0];

        Assert.Equal((Jaar, "vc+jwt"), (plek.Lijst, (string)answer.Header!["typ"]!));
        Assert.Equal(["VerifiableCredential", "BitstringStatusListCredential"], answer.Payload!["type"]!.AsArray().Select(t => (string)t!));
        Assert.Equal("https://isop.test/certificaten/status/2026-2027", (string)answer.Payload["id"]!);
        Assert.Equal(("BitstringStatusList", "revocation"), ((string)answer.Payload["credentialSubject"]!["type"]!, (string)answer.Payload["credentialSubject"]!["statusPurpose"]!));
        var bits = await Badgewereld.BitsAsync(answer.Payload);
        Assert.Equal(131_072, bits.Length);
        Assert.DoesNotContain(true, bits);
    }

    [Fact]
    public async Task A_revoked_place_is_set_in_the_list_and_no_other_however_often_it_is_revoked()
    {
        var plekken = new List<Statusplek>();
        for (var i = 0; i < 3; i++)
        {
            plekken.Add(await _w.Lijsten.NeemPlekAsync(Jaar, Certificaatnummer.Trek(), Ct));
        }

        await _w.Lijsten.ZetAsync(plekken[1], Ct);
        var once = await _w.Lijsten.LeesAsync(Jaar, Ct);
        _w.Clock.Advance(TimeSpan.FromHours(1));
        await _w.Lijsten.ZetAsync(plekken[1], Ct);

        Assert.Equal(once, await _w.Lijsten.LeesAsync(Jaar, Ct));
        Assert.Equal([plekken[1].Index], await RevokedAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(131_071)]
    public async Task The_first_bit_is_the_leftmost_and_the_last_one_is_there(int index)
    {
        await _w.Lijsten.ZetAsync(new Statusplek(Jaar, index), Ct);

        Assert.Equal([index], await RevokedAsync());
    }

    [Fact]
    public async Task Revoked_at_once_none_is_lost()
    {
        var indexes = Enumerable.Range(0, 24).Select(i => i * 5000).ToArray();

        await Task.WhenAll(indexes.Select(i => Task.Run(() => _w.Lijsten.ZetAsync(new Statusplek(Jaar, i), Ct).AsTask(), Ct)));

        Assert.Equal(indexes, await RevokedAsync());
    }

    [Fact]
    public async Task A_mark_that_was_not_published_yet_is_published_when_it_is_asked_again()
    {
        await _w.Lijsten.ZetAsync(new Statusplek(Jaar, 1), Ct);
        // As a process leaves it that stops in between.
        await _w.Store.CommitAsync(new Partition("statuslijsten", Jaar), [new Write.Add("gezet:000002", "{\"index\":2}"u8.ToArray())], Ct);
        Assert.Equal([1], await RevokedAsync());

        await _w.Lijsten.ZetAsync(new Statusplek(Jaar, 2), Ct);

        Assert.Equal([1, 2], await RevokedAsync());
    }

    [Fact]
    public async Task Two_hundred_at_once_get_two_hundred_places()
    {
        var places = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => _w.Lijsten.NeemPlekAsync(Jaar, Certificaatnummer.Trek(), Ct).AsTask(), Ct)));

        Assert.Equal(200, places.Distinct().Count());
        Assert.All(places, p => Assert.InRange(p.Index, 0, 131_071));
        // Drawn, not counted: a place says nothing of when.
        Assert.True(places.Max(p => p.Index) - places.Min(p => p.Index) > 50_000);
    }

    [Fact]
    public async Task Who_asks_again_keeps_the_place()
    {
        var nummer = Certificaatnummer.Trek();
        var places = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _w.Lijsten.NeemPlekAsync(Jaar, nummer, Ct).AsTask(), Ct)));

        Assert.Single(places.Distinct());
    }

    [Fact]
    public async Task A_full_list_is_left_for_the_next()
    {
        var small = Small();
        var places = new List<Statusplek>();
        for (var i = 0; i < 3; i++)
        {
            places.Add(await small.NeemPlekAsync(Jaar, Certificaatnummer.Trek(), Ct));
        }

        Assert.Equal([new(Jaar, 7), new(Jaar + ".2", 7), new(Jaar + ".3", 7)], places);
        Assert.NotNull(await _w.Lijsten.LeesAsync(Jaar + ".3", Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2030-2031")]
    [InlineData("../sleutels")]
    public async Task A_list_that_there_is_not_is_null(string lijst) => Assert.Null(await _w.Lijsten.LeesAsync(lijst, Ct));

    [Fact]
    public async Task A_name_without_end_is_null() => Assert.Null(await _w.Lijsten.LeesAsync(new string('x', 5000), Ct));

    [Theory]
    [InlineData(-1)]
    [InlineData(131_072)]
    public async Task A_place_outside_the_list_is_a_fault_of_ours(int index) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _w.Lijsten.ZetAsync(new Statusplek(Jaar, index), Ct).AsTask());

    [Fact]
    public async Task Every_document_is_in_the_table_of_retention()
    {
        await _w.MaakAsync(Badgewereld.Certificaat());
        await _w.Lijsten.ZetAsync(await _w.Lijsten.NeemPlekAsync(Jaar, Certificaatnummer.Trek(), Ct), Ct);

        foreach (var partition in (Partition[])[new("statuslijsten", Jaar), new("sleutels", "certificaat")])
        {
            var rows = await _w.Store.QueryAsync(partition, RowRange.All, Ct).ToListAsync(Ct);
            Assert.NotEmpty(rows);
            Assert.All(rows, r => Assert.NotNull(Bewaartabel.Find(partition, r.Row)));
        }
    }

    /// <summary>One place on every list.</summary>
    private Statuslijsten Small() => new(
        _w.Store, _w.Ondertekening, Options.Create(new CertificaatOptions { PublicUrl = new Uri("https://isop.test") }), _w.Clock) { Trek = () => 7 };

    private async Task<IEnumerable<int>> RevokedAsync()
    {
        var bits = await Badgewereld.BitsAsync((await _w.JoseAsync((await _w.Lijsten.LeesAsync(Jaar, Ct))!)).Answers[0].Payload!);
        return [.. bits.Index().Where(b => b.Item).Select(b => b.Index)];
    }
}
