"""The only wiring: which adapters a station runs on.

Adapters with heavy libraries are imported where they are made, so that a scan starts quickly.
"""

from station.bootstrap.decoding import frame_decoder as frame_decoder
from station.bootstrap.decoding import picture_reader as picture_reader
from station.bootstrap.decoding import read_file as read_file
from station.bootstrap.printing import card_file as card_file
from station.bootstrap.printing import draw_trial_label as draw_trial_label
from station.bootstrap.printing import label_folder as label_folder
from station.bootstrap.printing import open_printer as open_printer
from station.bootstrap.printing import print_card_sheet as print_card_sheet
from station.bootstrap.printing import print_label_proof as print_label_proof
from station.bootstrap.printing import print_place_sheet as print_place_sheet
from station.bootstrap.printing import printer_queue as printer_queue
from station.bootstrap.printing import send_waiting as send_waiting
from station.bootstrap.printing import start_spooler as start_spooler
from station.bootstrap.reading import ReaderNames as ReaderNames
from station.bootstrap.reading import found_readers as found_readers
from station.bootstrap.reading import listen_to as listen_to
from station.bootstrap.reading import split_place as split_place
from station.bootstrap.reading import start_readers as start_readers
from station.bootstrap.station import open_catalogue as open_catalogue
from station.bootstrap.station import open_station as open_station
from station.bootstrap.station import open_station_file as open_station_file
from station.bootstrap.tray import tray_eyes as tray_eyes
from station.bootstrap.tray import tray_overlay as tray_overlay
from station.bootstrap.tray import tray_shots as tray_shots
from station.bootstrap.tray import tray_source as tray_source
from station.bootstrap.web import PageSetup as PageSetup
from station.bootstrap.web import open_web as open_web
