using System.Net;
using Isop.Core.Register;
using Isop.Tests.BureauPages;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;

namespace Isop.Tests.Toegang;

/// <summary>
/// A site outside Development with somebody in every role: Gijs and Noor stand at De Linde, İpek at De Esdoorn of the same board, and
/// Jop at a school of another board. All roles are held at De Linde and its board.
/// </summary>
public sealed class Bezetting : IAsyncLifetime
{
    public const string Student = "student";
    public const string ZonderRol = "zonder rol";
    public const string Jop = "jop@student.example";

    internal static readonly string[] Studenten = [Proefregister.Gijs, Proefregister.Noor, Proefregister.Ipek, Jop];

    /// <summary>Everybody there is a cell for: the words of the register, a student, and somebody without a role.</summary>
    internal static IReadOnlyList<string> Rollen { get; } = [.. RegisterWords.Rollen.Keys.Order(StringComparer.Ordinal), Student, ZonderRol];

    internal BureauHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await BureauHost.WithRegisterAsync(Register(), "Production", FromEverywhere);

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal static string Address(string rol) => rol switch
    {
        Student => Proefregister.Gijs,
        _ => $"{rol.Replace(' ', '-')}@rollen.example",
    };

    internal async Task<Device> SignedInAsync(string rol) => await Host.Web.SignedInDeviceOf(await Host.PersonAsync(Address(rol)));

    /// <summary>Every request comes from an address of its own: how often one may try is tested elsewhere.</summary>
    private static void FromEverywhere(WebApplicationBuilder builder)
    {
        var requests = 0;
        builder.Services.AddStartupFilter(context => context.Connection.RemoteIpAddress = new IPAddress(0x0A00_0000L + Interlocked.Increment(ref requests)));
    }

    internal static Proefregister Register()
    {
        var register = new Proefregister()
            .Plus("besturen", "B2;Stichting Elders")
            .Plus("organisaties", "O3;De Berk;B2;school;Zevenaar;6901 AA;zuid;ja;;nee;ja")
            .Plus("studenten", $"500004;{Jop};Jop Kok;Jop;;pabo-vt;2;{Proefregister.Cas};;iselinge")
            .Plus("stages", $"500004;O3;groep 3;{Proefregister.Bram};;2026-08-31;2027-01-29;di")
            .With("stages", "500001", $"500001;O1;groep 5;{Address("werkplekbegeleider")};{Address("schoolopleider")};2026-08-31;2027-01-29;di,wo")
            .With("stages", "500002", $"500002;O1;groep 6;{Proefregister.Fatima};{Address("aspirant-opleider")};2026-08-31;2027-01-29;di")
            .With("studenten", "500001", $"500001;{Proefregister.Gijs};Gijs de Vries;Gijs;;pabo-vt;2;{Address("studiecoach")};;iselinge")
            .With("studenten", "500003", $"500003;{Proefregister.Ipek};İpek Müller;İpek;;ad-pep;1;{Address("slb")};{Address("mwb")};iselinge");
        foreach (var rol in Rollen.Where(r => r != Student))
        {
            register = register.Plus("personen", $"{Address(rol)};Persoon {rol};Persoon;;bureau");
            register = rol == ZonderRol ? register : register.Plus("rollen", $"{Address(rol)};{rol};O1;B1;2026-08-01;");
        }

        return register;
    }
}
