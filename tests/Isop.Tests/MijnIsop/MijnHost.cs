using System.Net;
using AngleSharp.Html.Dom;
using Isop.Bot.Bezoeken;
using Isop.Bot.Cards;
using Isop.Bot.Intervisie;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Bot.Tussenevaluaties;
using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;
using Isop.Tests.BureauPages;
using Isop.Tests.Toegang;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;

namespace Isop.Tests.MijnIsop;

/// <summary>A site outside Development with somebody in every role, and the cards of the tussenevaluatie, so that there are tasks.</summary>
public sealed class MijnHost : IAsyncLifetime
{
    internal BureauHost Bureau { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bureau = await StartAsync(Bezetting.Register());

    public ValueTask DisposeAsync() => Bureau.DisposeAsync();

    internal Task<IHtmlDocument> OpenAsync(string rol, string path = "/mijn") => OpenAsync(Bureau, Bezetting.Address(rol), path);

    internal static async Task<BureauHost> StartAsync(Proefregister register)
    {
        var host = await BureauHost.WithRegisterAsync(register, "Production", builder =>
        {
            FromEverywhere(builder);
            builder.Services.AddBezoeken().AddIntervisie();
        });
        var cards = host.Get<CardCatalog>();
        cards.MapTussenevaluaties(host.Services);
        cards.MapKwaliteitsimpulsen(host.Services);
        // Without their words, which bring tasks: the cards that a link leads to.
        host.Get<BezoekActions>().Map(cards);
        host.Get<IntervisieActions>().Map(cards);
        return host;
    }

    internal static async Task<IHtmlDocument> OpenAsync(BureauHost host, string address, string path = "/mijn")
    {
        using var device = await host.Web.SignedInDeviceOf(await host.PersonAsync(address));
        return await device.OpenAsync(path);
    }

    /// <summary>Many students of one school, with a mentor for every two of them.</summary>
    internal static Proefregister Groot(int students)
    {
        var register = Bezetting.Register();
        for (var n = 0; n < students; n++)
        {
            var (number, mentor) = (700_000 + n, $"mentor{n / 2}@linde.example");
            register = n % 2 == 0 ? register.Plus("personen", $"{mentor};Mentor {n / 2};Mentor;;bureau") : register;
            register = register.Plus("studenten", $"{number};s{number}@student.example;Leerling {number};Leerling;;pabo-vt;2;{Bezetting.Address("studiecoach")};;iselinge")
                .Plus("stages", $"{number};O1;groep 5;{mentor};{Bezetting.Address("schoolopleider")};2026-08-31;2027-01-29;di,wo");
        }

        return register;
    }

    /// <summary>Both hand in, and one of them records the gesprek.</summary>
    internal static async Task DiscussAsync(BureauHost host, string student)
    {
        var zaak = await host.CaseOfAsync(student);
        PersonId[] both = [zaak.Deelnemers.Student, zaak.Deelnemers.Werkplekbegeleiders[0]];
        foreach (var person in both)
        {
            Assert.IsType<Besluit.Gewijzigd>(await host.DecideAsync(await host.FindCaseAsync(zaak.Id), new Opdracht.DienIn(person, false)));
        }

        Assert.IsType<Besluit.Gewijzigd>(await host.DecideAsync(
            await host.FindCaseAsync(zaak.Id), new Opdracht.LegGesprekVast(both[0], Core.Time.AmsterdamTime.DateOf(host.Now), "Zinderende afspraak")));
    }

    private static void FromEverywhere(WebApplicationBuilder builder)
    {
        var requests = 0;
        builder.Services.AddStartupFilter(context => context.Connection.RemoteIpAddress = new IPAddress(0x0A00_0000L + Interlocked.Increment(ref requests)));
    }
}
